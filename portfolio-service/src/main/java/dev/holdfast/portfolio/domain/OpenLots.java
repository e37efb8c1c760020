package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Decimals;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The open parts of a position while fills are put to it, and which of them a closing fill closes.
 * Every part that is taken carries its own cost and owner, and parts taken and left always add up
 * to what was there. Not for sharing: what is open is {@link #lots()}.
 */
abstract sealed class OpenLots {

    /** A part of a lot that was closed. */
    record Taken(Attribution owner, BigDecimal quantity, BigDecimal cost, Converted costBase) {}

    static OpenLots of(CostBasis basis, List<Lot> lots) {
        OpenLots open =
                switch (basis) {
                    case AVERAGE -> new Average();
                    case FIFO -> new Queued(true);
                    case LIFO -> new Queued(false);
                    case HIFO -> new Dearest();
                };
        lots.forEach(open::open);
        return open;
    }

    abstract void open(Lot opened);

    /**
     * Takes a quantity out of the lots.
     *
     * @param quantity with the sign of the position and not more than it
     */
    abstract List<Taken> close(BigDecimal quantity);

    /** What is open, in the order in which it was opened. */
    abstract List<Lot> lots();

    /**
     * All units are alike: a closing fill takes the same share of every owner's part, at the
     * average cost of the whole. There is one lot per owner.
     */
    static final class Average extends OpenLots {

        private static final BigDecimal SMALLEST = BigDecimal.ONE.movePointLeft(Decimals.MAX_SCALE);

        private List<Lot> lots = new ArrayList<>(2);

        @Override
        void open(Lot opened) {
            for (int i = 0; i < lots.size(); i++) {
                if (lots.get(i).by().equals(opened.by())) {
                    lots.set(i, merge(lots.get(i), opened));
                    return;
                }
            }
            lots.add(opened);
        }

        /** Its price is told when it is asked for: no closing needs it. */
        private static Lot merge(Lot lot, Lot opened) {
            return new Lot(
                    lot.tradeId(),
                    lot.by(),
                    lot.openedAt(),
                    lot.quantity().add(opened.quantity()),
                    lot.remaining().add(opened.remaining()),
                    lot.price(),
                    lot.cost().add(opened.cost()),
                    lot.costBase().plus(opened.costBase()));
        }

        /**
         * The share is taken of the whole first and its rounding falls on the last owner, so the
         * whole is what it would be with one owner.
         */
        @Override
        List<Taken> close(BigDecimal quantity) {
            BigDecimal wholeQuantity = BigDecimal.ZERO;
            BigDecimal wholeCost = BigDecimal.ZERO;
            Converted wholeBase = Converted.ZERO;
            for (Lot lot : lots) {
                wholeQuantity = wholeQuantity.add(lot.remaining());
                wholeCost = wholeCost.add(lot.cost());
                wholeBase = wholeBase.plus(lot.costBase());
            }
            List<Taken> taken = new ArrayList<>(lots.size());
            if (wholeQuantity.compareTo(quantity) == 0) {
                lots.forEach(lot -> taken.add(all(lot)));
                lots.clear();
                return taken;
            }
            BigDecimal quantityLeft = quantity;
            BigDecimal costLeft = share(wholeCost, quantity, wholeQuantity);
            Converted baseLeft = share(wholeBase, wholeCost, costLeft, quantity, wholeQuantity);
            for (int i = 0; i < lots.size(); i++) {
                Lot lot = lots.get(i);
                boolean last = i == lots.size() - 1;
                Taken part =
                        last
                                ? new Taken(lot.by(), quantityLeft, costLeft, baseLeft)
                                : part(
                                        lot,
                                        share(lot.remaining(), quantity, wholeQuantity),
                                        share(lot.cost(), quantity, wholeQuantity),
                                        quantity,
                                        wholeQuantity);
                quantityLeft = quantityLeft.subtract(part.quantity());
                costLeft = costLeft.subtract(part.cost());
                baseLeft = baseLeft.less(part.costBase());
                taken.add(part);
                lots.set(i, without(lot, part));
            }
            leaveDustToTheLast();
            return taken;
        }

        /**
         * An owner whose part has shrunk below the smallest quantity of the wire leaves it to the
         * last one, so that a position that never goes flat does not keep all owners it ever had.
         */
        private void leaveDustToTheLast() {
            for (int i = lots.size() - 2; i >= 0; i--) {
                if (lots.get(i).remaining().abs().compareTo(SMALLEST) < 0) {
                    Lot dust = lots.remove(i);
                    lots.set(lots.size() - 1, merge(lots.getLast(), dust));
                }
            }
        }

        @Override
        List<Lot> lots() {
            return lots.stream().map(Average::priced).toList();
        }

        private static Lot priced(Lot lot) {
            return new Lot(
                    lot.tradeId(),
                    lot.by(),
                    lot.openedAt(),
                    lot.quantity(),
                    lot.remaining(),
                    lot.remaining().signum() == 0
                            ? lot.price()
                            : lot.cost().divide(lot.remaining(), Decimals.DIVISION),
                    lot.cost(),
                    lot.costBase());
        }
    }

    /** Lots are closed one after the other. */
    abstract static sealed class OneByOne extends OpenLots {

        /** The one to be closed next, taken out; nothing is left after the last. */
        abstract Lot next();

        /** The one that was taken out last goes back, smaller. */
        abstract void back(Lot lot);

        @Override
        List<Taken> close(BigDecimal quantity) {
            List<Taken> taken = new ArrayList<>(2);
            BigDecimal rest = quantity;
            while (rest.signum() != 0) {
                Lot lot = next();
                int left = lot.remaining().abs().compareTo(rest.abs());
                if (left <= 0) {
                    taken.add(all(lot));
                    rest = left == 0 ? BigDecimal.ZERO : rest.subtract(lot.remaining());
                } else {
                    Taken part = part(lot, rest, lot.price().multiply(rest), rest, lot.remaining());
                    taken.add(part);
                    back(without(lot, part));
                    rest = BigDecimal.ZERO;
                }
            }
            return taken;
        }
    }

    /** The oldest first, or the newest first. */
    static final class Queued extends OneByOne {

        private final boolean oldestFirst;
        private final Deque<Lot> lots = new ArrayDeque<>();

        Queued(boolean oldestFirst) {
            this.oldestFirst = oldestFirst;
        }

        @Override
        void open(Lot opened) {
            lots.addLast(opened);
        }

        @Override
        Lot next() {
            return oldestFirst ? lots.removeFirst() : lots.removeLast();
        }

        @Override
        void back(Lot lot) {
            if (oldestFirst) {
                lots.addFirst(lot);
            } else {
                lots.addLast(lot);
            }
        }

        @Override
        List<Lot> lots() {
            return List.copyOf(lots);
        }
    }

    /** The one with the highest price first, of equal prices the older. */
    static final class Dearest extends OneByOne {

        private record Numbered(long number, Lot lot) {}

        private final PriorityQueue<Numbered> lots =
                new PriorityQueue<>(
                        Comparator.<Numbered, BigDecimal>comparing(
                                        numbered -> numbered.lot().price(),
                                        Comparator.reverseOrder())
                                .thenComparingLong(Numbered::number));
        private long opened;
        private long taken;

        @Override
        void open(Lot lot) {
            lots.add(new Numbered(opened++, lot));
        }

        @Override
        Lot next() {
            Numbered dearest = lots.remove();
            taken = dearest.number();
            return dearest.lot();
        }

        @Override
        void back(Lot lot) {
            lots.add(new Numbered(taken, lot));
        }

        @Override
        List<Lot> lots() {
            return lots.stream()
                    .sorted(Comparator.comparingLong(Numbered::number))
                    .map(Numbered::lot)
                    .toList();
        }
    }

    private static Taken part(
            Lot lot, BigDecimal quantity, BigDecimal cost, BigDecimal share, BigDecimal whole) {
        return new Taken(
                lot.by(), quantity, cost, share(lot.costBase(), lot.cost(), cost, share, whole));
    }

    private static Taken all(Lot lot) {
        return new Taken(lot.by(), lot.remaining(), lot.cost(), lot.costBase());
    }

    private static Lot without(Lot lot, Taken part) {
        return new Lot(
                lot.tradeId(),
                lot.by(),
                lot.openedAt(),
                lot.quantity(),
                lot.remaining().subtract(part.quantity()),
                lot.price(),
                lot.cost().subtract(part.cost()),
                lot.costBase().less(part.costBase()));
    }

    private static BigDecimal share(BigDecimal of, BigDecimal part, BigDecimal whole) {
        return of.signum() == 0
                ? BigDecimal.ZERO
                : of.multiply(part).divide(whole, Decimals.DIVISION);
    }

    /**
     * The share of a cost in the base currency. Where it is the cost itself, since the quote is the
     * base or worth as much, the part is the part of the cost, without a rounding of its own.
     */
    private static Converted share(
            Converted costBase,
            BigDecimal cost,
            BigDecimal costPart,
            BigDecimal part,
            BigDecimal whole) {
        if (costBase.unconverted().isEmpty() && costBase.amount().compareTo(cost) == 0) {
            return Converted.known(costPart);
        }
        return new Converted(share(costBase.amount(), part, whole), costBase.unconverted());
    }
}
