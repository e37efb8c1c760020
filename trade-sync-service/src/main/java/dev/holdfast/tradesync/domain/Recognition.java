package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.TradeId;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Knows a fill again that was booked under another name: an export without the venue's ids gives it
 * an id of our own, and the venue's history tells it with ids. The two are one fill where symbol,
 * side, quantity and price are the same and the times agree as far as the export writes them. Each
 * stands for one other, so that two fills that are alike stay two.
 */
public final class Recognition {

    /** What an id begins with that was derived from a row that has none. */
    public static final String DERIVED = "row-";

    private final List<Known.Twin> twins;

    public Recognition(List<Known.Twin> twins) {
        this.twins = new ArrayList<>(twins);
    }

    /**
     * The fill that is booked already; empty where there is none. What was found is not found for
     * another fill.
     */
    public Optional<Known.Twin> find(VenueFill fill) {
        Optional<Known.Twin> found =
                twins.stream()
                        .filter(twin -> twin.isNamed(fill))
                        .findFirst()
                        .or(
                                () ->
                                        twins.stream()
                                                .filter(twin -> twin.name().isEmpty())
                                                .filter(twin -> same(twin.booked().fill(), fill))
                                                .min(
                                                        Comparator.comparing(
                                                                twin -> apart(twin, fill))));
        found.ifPresent(twins::remove);
        return found;
    }

    private static boolean same(TradeEvent.Fill booked, VenueFill fill) {
        TradeEvent.FillKey key = booked.key();
        boolean derived = derived(key.tradeId());
        if (!key.symbol().equals(fill.symbol()) || derived == derived(fill.tradeId())) {
            return !derived
                    && key.symbol().equals(fill.symbol())
                    && key.tradeId().equals(fill.tradeId())
                    && !key.orderId().equals(fill.orderId())
                    && (orderless(key.orderId(), key.tradeId())
                            || orderless(fill.orderId(), fill.tradeId()));
        }
        Instant row = derived ? booked.occurredAt() : fill.occurredAt();
        Instant exact = derived ? fill.occurredAt() : booked.occurredAt();
        return booked.side() == fill.side()
                && booked.quantity().value().compareTo(fill.quantity().value()) == 0
                && booked.price().value().compareTo(fill.price().value()) == 0
                && !exact.isBefore(row)
                && exact.isBefore(row.plus(1, unit(row)));
    }

    /** Exports write minutes, seconds or milliseconds; what they leave out is zero. */
    private static ChronoUnit unit(Instant row) {
        if (row.truncatedTo(ChronoUnit.MINUTES).equals(row)) {
            return ChronoUnit.MINUTES;
        }
        return row.truncatedTo(ChronoUnit.SECONDS).equals(row)
                ? ChronoUnit.SECONDS
                : ChronoUnit.MILLIS;
    }

    private static boolean derived(TradeId id) {
        return id.value().startsWith(DERIVED);
    }

    /** An export that names a fill and not its order. */
    private static boolean orderless(OrderId order, TradeId trade) {
        return order.value().equals(trade.value());
    }

    private static Duration apart(Known.Twin twin, VenueFill fill) {
        return Duration.between(twin.booked().fill().occurredAt(), fill.occurredAt()).abs();
    }
}
