package dev.holdfast.reporting.domain.live;

import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.TradingState;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.reporting.domain.entry.Entry;
import dev.holdfast.reporting.domain.live.Attention.Item;
import dev.holdfast.reporting.domain.live.Attention.Level;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What needs a look of all that surrounds a portfolio: trading, its venue, its records. */
final class SystemAttention {

    /** What the named states of a venue mean, and what ends them; others are told by their code. */
    private static final Map<String, String[]> TROUBLES =
            Map.ofEntries(
                    trouble("NO_ANSWER", "does not answer", "It is asked again by itself."),
                    trouble("MAINTENANCE", "is closed or overloaded", "It is asked again later."),
                    trouble(
                            "UNPARSEABLE_ANSWER",
                            "answers what cannot be read",
                            "Nothing of it is booked; it is asked again."),
                    trouble("RATE_LIMITED", "was asked too much", "It is asked again later."),
                    trouble("PERMISSION_DENIED", "denies the key a right", "Give it the right."),
                    trouble(
                            "KEY_REJECTED",
                            "rejects the key",
                            "It is unknown, revoked or expired: set a new one and restart."),
                    trouble(
                            "NONCE_REJECTED",
                            "sees the key used elsewhere",
                            "Give each program a key of its own."),
                    trouble(
                            "CLOCK_SKEW",
                            "has another time than this machine",
                            "Nothing is signed until the clock is set (NTP)."),
                    trouble(
                            "UNKNOWN_SYMBOL",
                            "does not know a symbol",
                            "Mend the symbols of its configuration."),
                    trouble("NO_ACCOUNT", "has no account opened yet", "It opens by itself."),
                    trouble("VENUE_ERROR", "answers with an error", "It is asked again."));

    private static final int HELD_NAMED = 3;

    private SystemAttention() {}

    static List<Item> of(Condition condition, Book book) {
        List<Item> items = new ArrayList<>();
        trading(condition.trading()).ifPresent(items::add);
        condition
                .venue()
                .filter(Condition.Connection::isDegraded)
                .ifPresent(venue -> items.add(degraded(venue)));
        Optional<Instant> observed = condition.venue().flatMap(Condition.Connection::observedAt);
        book.openOrders().stream()
                .filter(order -> isUnheardOf(order, observed))
                .forEach(order -> items.add(unheardOf(order)));
        held(condition.held()).ifPresent(items::add);
        condition.unapplied().forEach(record -> items.add(unapplied(record)));
        condition
                .reconciliation()
                .filter(Condition.Reconciliation::isMismatched)
                .ifPresent(reconciliation -> items.add(mismatch(reconciliation)));
        return items;
    }

    private static Optional<Item> trading(Condition.Trading trading) {
        String reason = trading.reason().orElse("No reason was given.");
        return switch (trading.state()) {
            case TradingState.HALTED ->
                    Optional.of(
                            Item.of(
                                    trading.allowExits() ? Level.WARN : Level.BAD,
                                    "TRADING_HALTED",
                                    "",
                                    trading.allowExits()
                                            ? "Trading is halted, stops stay alive"
                                            : "Trading is halted and stops are inactive",
                                    reason,
                                    trading.since()));
            case TradingState.REDUCING ->
                    Optional.of(
                            Item.of(
                                    Level.INFO,
                                    "TRADING_REDUCING",
                                    "",
                                    "Entries are paused",
                                    reason,
                                    trading.since()));
            case TradingState.ACTIVE -> Optional.empty();
        };
    }

    private static Item degraded(Condition.Connection venue) {
        Optional<String[]> known = venue.code().map(TROUBLES::get);
        String said = (venue.code().orElse("") + " " + venue.reason().orElse("")).strip();
        return Item.of(
                Level.BAD,
                "VENUE_DEGRADED",
                ":" + venue.venue(),
                venue.venue() + " " + known.map(words -> words[0]).orElse("is degraded"),
                known.map(words -> words[1] + " ").orElse("") + said,
                venue.since());
    }

    /**
     * Raised, and the account was looked at since without finding it. Before that nobody can tell,
     * and where it is not looked at the venue is what needs attention.
     */
    private static boolean isUnheardOf(OrderLine order, Optional<Instant> observed) {
        return order.unheardSince()
                .flatMap(since -> observed.filter(at -> at.isAfter(since)))
                .isPresent();
    }

    private static Item unheardOf(OrderLine order) {
        return new Item(
                "ORDER_UNHEARD_OF:" + order.clientOrderId(),
                Level.WARN,
                "ORDER_UNHEARD_OF",
                "Nothing is heard of order " + order.clientOrderId(),
                "%s %s %s: its headroom stays reserved, and its venue is asked."
                        .formatted(order.side(), order.quantity(), order.symbol()),
                Optional.of(order.symbol()),
                Optional.empty(),
                order.unheardSince());
    }

    private static Optional<Item> held(List<VenueEvent.TradeHeld> fills) {
        return fills.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Item.of(
                                Level.WARN,
                                "TRADE_HELD",
                                "",
                                fills.size() == 1
                                        ? "A fill on the account is nobody's"
                                        : fills.size() + " fills on the account are nobody's",
                                fills.stream()
                                        .limit(HELD_NAMED)
                                        .map(
                                                fill ->
                                                        "%s %s, %s %s %s"
                                                                .formatted(
                                                                        fill.venue(),
                                                                        fill.tradeId(),
                                                                        fill.side(),
                                                                        fill.quantity(),
                                                                        fill.symbol()))
                                        .collect(Collectors.joining("; ")),
                                Optional.of(fills.getFirst().occurredAt())));
    }

    private static Item unapplied(Entry.Unapplied record) {
        String place = record.topic() + "/" + record.partition() + "@" + record.offset();
        String field = record.field().isEmpty() ? "" : record.field() + ": ";
        return Item.of(
                Level.WARN,
                "DEAD_LETTER",
                ":" + place,
                "A record could not be applied",
                place + ", " + field + record.cause(),
                Optional.of(record.recordedAt()));
    }

    private static Item mismatch(Condition.Reconciliation reconciliation) {
        Venue venue = reconciliation.venue();
        String differences =
                reconciliation.items().stream()
                        .filter(item -> !item.cause().equals("NONE"))
                        .map(
                                item ->
                                        "%s at %s: %s, likely %s"
                                                .formatted(
                                                        item.asset(),
                                                        venue,
                                                        signed(item.difference().toPlainString()),
                                                        words(item.cause())))
                        .collect(Collectors.joining("; "));
        return Item.of(
                Level.WARN,
                "RECONCILIATION_MISMATCH",
                ":" + venue,
                "Ledger and " + venue + " differ",
                differences,
                Optional.of(reconciliation.asOf()));
    }

    private static String signed(String difference) {
        return difference.startsWith("-") ? difference : "+" + difference;
    }

    private static String words(String cause) {
        return cause.toLowerCase().replace('_', ' ');
    }

    private static Map.Entry<String, String[]> trouble(String code, String what, String mend) {
        return Map.entry(code, new String[] {what, mend});
    }
}
