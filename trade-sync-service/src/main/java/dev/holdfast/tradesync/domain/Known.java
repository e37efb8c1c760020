package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the store knows of the fills at hand.
 *
 * @param fills those booked before, by identity
 * @param orders who caused an order of the portfolio that has ended, by the venue's order id
 * @param held those that wait for somebody to assign them
 * @param neighbours who else trades on the account
 * @param claimed foreign fills that are the portfolio's: no other portfolio can take them
 * @param lost foreign fills that another portfolio took
 * @param twins those booked before that may be the fills at hand under another name
 */
public record Known(
        Map<TradeEvent.FillKey, Booked> fills,
        Map<OrderId, OrderTags> orders,
        Map<TradeEvent.FillKey, Held> held,
        Neighbours neighbours,
        Set<TradeEvent.FillKey> claimed,
        Set<TradeEvent.FillKey> lost,
        List<Twin> twins) {

    public static final Known NOTHING = of(Map.of());

    /** Where the fills at hand are booked, and nothing else is asked. */
    public static Known of(Map<TradeEvent.FillKey, Booked> booked) {
        return new Known(
                booked, Map.of(), Map.of(), Neighbours.NONE, Set.of(), Set.of(), List.of());
    }

    public Known {
        fills = Map.copyOf(fills);
        orders = Map.copyOf(orders);
        held = Map.copyOf(held);
        claimed = Set.copyOf(claimed);
        lost = Set.copyOf(lost);
        twins = List.copyOf(twins);
    }

    /** A fill as it was booked. */
    public record Booked(TradeEvent.Fill fill, OrderTags tags, Origin origin) {}

    /**
     * A fill that was booked, and what it is called elsewhere.
     *
     * @param name what the venue calls it, where it was imported without that and was known again
     */
    public record Twin(Booked booked, Optional<Name> name) {

        boolean isNamed(VenueFill fill) {
            return booked.fill().key().symbol().equals(fill.symbol())
                    && name.filter(new Name(fill.orderId(), fill.tradeId())::equals).isPresent();
        }
    }

    /** The venue's ids of a fill. */
    public record Name(OrderId orderId, TradeId tradeId) {}

    /**
     * A fill that waits.
     *
     * @param judgedBy the version of the configuration by which it is nobody's; 0 where it could
     *     not be told yet, since an order is on its way whose answer is not known
     */
    public record Held(TradeEvent.Fill fill, long judgedBy) {

        public static final long UNDECIDED = 0;
    }

    /**
     * The other portfolios on the same account.
     *
     * @param prefixes of their client order ids
     * @param orders those of the orders at hand that are theirs
     * @param unconfirmed symbols in which they have orders whose venue id is not known
     */
    public record Neighbours(List<String> prefixes, Set<OrderId> orders, Set<Symbol> unconfirmed) {

        public static final Neighbours NONE = new Neighbours(List.of(), Set.of(), Set.of());

        public Neighbours {
            prefixes = List.copyOf(prefixes);
            orders = Set.copyOf(orders);
            unconfirmed = Set.copyOf(unconfirmed);
        }
    }

    /** Whether the fill is booked, saying the same. */
    public boolean holds(TradeEvent.Fill fill) {
        return Optional.ofNullable(fills.get(fill.key()))
                .filter(booked -> booked.fill().sameContent(fill))
                .isPresent();
    }

    /**
     * The same, after these foreign fills were claimed for the portfolio.
     *
     * @param ours those of them that it has now
     */
    public Known claimed(Set<TradeEvent.FillKey> wanted, Set<TradeEvent.FillKey> ours) {
        Set<TradeEvent.FillKey> others = new HashSet<>(wanted);
        others.removeAll(ours);
        others.addAll(lost);
        return new Known(fills, orders, held, neighbours, ours, others, twins);
    }
}
