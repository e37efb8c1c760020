package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Decimals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Which units of a position a closing fill closes. Every part that is taken carries its own cost
 * and owner, and parts taken and left always add up to what was there.
 */
public sealed interface CostMethod {

    /** The lots after one more was opened. */
    List<Lot> open(List<Lot> lots, Lot opened);

    /**
     * Takes a quantity out of the lots.
     *
     * @param quantity with the sign of the position and not more than it
     */
    Closing close(List<Lot> lots, BigDecimal quantity);

    /** A part of a lot that was closed. */
    record Taken(Lot lot, BigDecimal quantity, BigDecimal cost, Converted costBase) {}

    record Closing(List<Taken> taken, List<Lot> left) {}

    static CostMethod of(CostBasis basis) {
        return switch (basis) {
            case AVERAGE -> new Average();
            case FIFO -> new ByLot(CostBasis.FIFO);
            case LIFO -> new ByLot(CostBasis.LIFO);
            case HIFO -> new ByLot(CostBasis.HIFO);
        };
    }

    /**
     * All units are alike: a closing fill takes the same share of every owner's part, at the
     * average cost of the whole. There is one lot per owner.
     */
    record Average() implements CostMethod {

        private static final BigDecimal SMALLEST = BigDecimal.ONE.movePointLeft(Decimals.MAX_SCALE);

        @Override
        public List<Lot> open(List<Lot> lots, Lot opened) {
            List<Lot> after = new ArrayList<>(lots.size() + 1);
            boolean merged = false;
            for (Lot lot : lots) {
                if (lot.by().equals(opened.by())) {
                    after.add(merge(lot, opened));
                    merged = true;
                } else {
                    after.add(lot);
                }
            }
            if (!merged) {
                after.add(opened);
            }
            return after;
        }

        private static Lot merge(Lot lot, Lot opened) {
            BigDecimal remaining = lot.remaining().add(opened.remaining());
            BigDecimal cost = lot.cost().add(opened.cost());
            return new Lot(
                    lot.tradeId(),
                    lot.by(),
                    lot.openedAt(),
                    lot.quantity().add(opened.quantity()),
                    remaining,
                    cost.divide(remaining, Decimals.DIVISION),
                    cost,
                    lot.costBase().plus(opened.costBase()));
        }

        /**
         * The share is taken of the whole first and its rounding falls on the last owner, so the
         * whole is what it would be with one owner.
         */
        @Override
        public Closing close(List<Lot> lots, BigDecimal quantity) {
            BigDecimal wholeQuantity = BigDecimal.ZERO;
            BigDecimal wholeCost = BigDecimal.ZERO;
            Converted wholeBase = Converted.ZERO;
            for (Lot lot : lots) {
                wholeQuantity = wholeQuantity.add(lot.remaining());
                wholeCost = wholeCost.add(lot.cost());
                wholeBase = wholeBase.plus(lot.costBase());
            }
            if (wholeQuantity.compareTo(quantity) == 0) {
                return new Closing(lots.stream().map(CostMethod::all).toList(), List.of());
            }
            BigDecimal quantityLeft = quantity;
            BigDecimal costLeft = share(wholeCost, quantity, wholeQuantity);
            Converted baseLeft = share(wholeBase, quantity, wholeQuantity);
            List<Taken> taken = new ArrayList<>(lots.size());
            List<Lot> left = new ArrayList<>(lots.size());
            for (int i = 0; i < lots.size(); i++) {
                Lot lot = lots.get(i);
                boolean last = i == lots.size() - 1;
                Taken part =
                        last
                                ? new Taken(lot, quantityLeft, costLeft, baseLeft)
                                : new Taken(
                                        lot,
                                        share(lot.remaining(), quantity, wholeQuantity),
                                        share(lot.cost(), quantity, wholeQuantity),
                                        share(lot.costBase(), quantity, wholeQuantity));
                quantityLeft = quantityLeft.subtract(part.quantity());
                costLeft = costLeft.subtract(part.cost());
                baseLeft = baseLeft.minus(part.costBase());
                taken.add(part);
                left.add(without(part, lot.price()));
            }
            return new Closing(taken, withoutDust(left));
        }

        /**
         * An owner whose part has shrunk below the smallest quantity of the wire leaves it to the
         * last one, so that a position that never goes flat does not keep all owners it ever had.
         */
        private static List<Lot> withoutDust(List<Lot> lots) {
            List<Lot> kept = new ArrayList<>(lots);
            for (int i = kept.size() - 2; i >= 0; i--) {
                if (kept.get(i).remaining().abs().compareTo(SMALLEST) < 0) {
                    Lot dust = kept.remove(i);
                    kept.set(kept.size() - 1, merge(kept.getLast(), dust));
                }
            }
            return kept;
        }
    }

    /**
     * Lots are closed one after the other: the oldest first, the newest first, or the one with the
     * highest price first (of equal prices the older).
     */
    record ByLot(CostBasis basis) implements CostMethod {

        @Override
        public List<Lot> open(List<Lot> lots, Lot opened) {
            List<Lot> after = new ArrayList<>(lots.size() + 1);
            after.addAll(lots);
            after.add(opened);
            return after;
        }

        @Override
        public Closing close(List<Lot> lots, BigDecimal quantity) {
            List<Taken> taken = new ArrayList<>();
            List<Lot> left = new ArrayList<>(lots);
            BigDecimal rest = quantity;
            while (rest.signum() != 0) {
                int next = next(left);
                Lot lot = left.get(next);
                if (lot.remaining().abs().compareTo(rest.abs()) <= 0) {
                    taken.add(all(lot));
                    left.remove(next);
                    rest = rest.subtract(lot.remaining());
                } else {
                    Taken part =
                            new Taken(
                                    lot,
                                    rest,
                                    lot.price().multiply(rest),
                                    share(lot.costBase(), rest, lot.remaining()));
                    taken.add(part);
                    left.set(next, without(part, lot.price()));
                    rest = BigDecimal.ZERO;
                }
            }
            return new Closing(taken, left);
        }

        private int next(List<Lot> lots) {
            return switch (basis) {
                case LIFO -> lots.size() - 1;
                case HIFO -> highest(lots);
                case FIFO, AVERAGE -> 0;
            };
        }

        /** Lots stand in the order in which they were opened, so the first of equals is oldest. */
        private static int highest(List<Lot> lots) {
            int highest = 0;
            for (int i = 1; i < lots.size(); i++) {
                if (lots.get(i).price().compareTo(lots.get(highest).price()) > 0) {
                    highest = i;
                }
            }
            return highest;
        }
    }

    private static Taken all(Lot lot) {
        return new Taken(lot, lot.remaining(), lot.cost(), lot.costBase());
    }

    private static Lot without(Taken part, BigDecimal price) {
        Lot lot = part.lot();
        return new Lot(
                lot.tradeId(),
                lot.by(),
                lot.openedAt(),
                lot.quantity(),
                lot.remaining().subtract(part.quantity()),
                price,
                lot.cost().subtract(part.cost()),
                lot.costBase().minus(part.costBase()));
    }

    private static BigDecimal share(BigDecimal of, BigDecimal part, BigDecimal whole) {
        return of.signum() == 0
                ? BigDecimal.ZERO
                : of.multiply(part).divide(whole, Decimals.DIVISION);
    }

    private static Converted share(Converted of, BigDecimal part, BigDecimal whole) {
        return of == Converted.ZERO
                ? of
                : new Converted(share(of.amount(), part, whole), of.unconverted());
    }
}
