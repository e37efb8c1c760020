package dev.holdfast.reporting.domain.live;

import dev.holdfast.contracts.event.DayEvent.Day;
import dev.holdfast.contracts.event.PortfolioStateEvent.Missing;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person should look at before going to sleep, worst first. */
public final class Attention {

    private static final BigDecimal NEARLY = new BigDecimal("0.9");

    private Attention() {}

    /** How much it matters. */
    public enum Level {
        BAD,
        WARN,
        INFO
    }

    /**
     * @param id the same as long as it is about the same
     * @param level in lower case, as it stands on the wire
     */
    public record Item(
            String id,
            String level,
            String code,
            String title,
            String detail,
            Optional<Symbol> symbol,
            Optional<PlanId> planId,
            Optional<Instant> since) {

        Item(
                String id,
                Level level,
                String code,
                String title,
                String detail,
                Optional<Symbol> symbol,
                Optional<PlanId> planId,
                Optional<Instant> since) {
            this(
                    id,
                    level.name().toLowerCase(Locale.ROOT),
                    code,
                    title,
                    detail.strip(),
                    symbol,
                    planId,
                    since);
        }

        /** About neither a symbol nor a plan. */
        static Item of(
                Level level,
                String code,
                String about,
                String title,
                String detail,
                Optional<Instant> since) {
            return new Item(
                    code + about,
                    level,
                    code,
                    title,
                    detail,
                    Optional.empty(),
                    Optional.empty(),
                    since);
        }

        private Level rank() {
            return Level.valueOf(level.toUpperCase(Locale.ROOT));
        }
    }

    /** An armed plan whose symbol has had no mark for longer than the portfolio allows. */
    public record Unwatched(PlanLine line, Optional<Instant> lastMark, Duration limit) {}

    public static List<Item> of(
            Condition condition,
            Worth worth,
            Book book,
            List<Unwatched> unwatched,
            List<Headroom.Gauge> headroom,
            Optional<Day> lastDay) {
        List<Item> items = new ArrayList<>(SystemAttention.of(condition, book));
        condition.failedExitsInOrder().forEach(failed -> items.add(failedExit(failed)));
        book.openPlans().stream()
                .filter(line -> line.plan().suspended())
                .forEach(line -> items.add(waiting(line)));
        unwatched.forEach(plan -> items.add(unwatched(plan)));
        headroom.stream()
                .filter(gauge -> gauge.share().map(s -> s.compareTo(NEARLY) >= 0).orElse(false))
                .forEach(gauge -> items.add(nearlyUsed(gauge)));
        unguarded(worth, book, items);
        worth.stats()
                .filter(stats -> !stats.missing().isEmpty())
                .ifPresent(stats -> items.add(incomplete(stats.missing())));
        lastDay.ifPresent(day -> day(day, items));
        items.sort(Comparator.comparing(Item::rank));
        return List.copyOf(items);
    }

    private static Item failedExit(Condition.FailedExit failed) {
        return new Item(
                "PLAN_EXIT_FAILED:" + failed.planId(),
                Level.BAD,
                "PLAN_EXIT_FAILED",
                "The exit of plan " + failed.planId() + " did not go through",
                failed.why(),
                failed.symbol(),
                Optional.of(failed.planId()),
                Optional.of(failed.at()));
    }

    private static Item waiting(PlanLine line) {
        return new Item(
                "PLAN_WAITS:" + line.plan().planId(),
                Level.BAD,
                "PLAN_WAITS",
                "Plan " + line.plan().planId() + " waits for your confirmation",
                "It guards nothing since its monitor was restarted.",
                Optional.of(line.plan().symbol()),
                Optional.of(line.plan().planId()),
                Optional.empty());
    }

    private static Item unwatched(Unwatched plan) {
        Symbol symbol = plan.line.plan().symbol();
        PlanId id = plan.line.plan().planId();
        return new Item(
                "PLAN_UNWATCHED:" + id,
                Level.BAD,
                "PLAN_UNWATCHED",
                "Plan " + id + " is unwatched",
                symbol
                        + (plan.lastMark.isPresent()
                                ? ": no mark for more than " + plan.limit.toSeconds() + " s"
                                : " never had a mark"),
                Optional.of(symbol),
                Optional.of(id),
                plan.lastMark);
    }

    private static Item nearlyUsed(Headroom.Gauge gauge) {
        boolean full = gauge.share().orElseThrow().compareTo(BigDecimal.ONE) >= 0;
        String of = gauge.symbol().map(symbol -> " of " + symbol).orElse("");
        return new Item(
                "CAP_NEARLY_USED:" + gauge.cap() + gauge.symbol().map(s -> ":" + s).orElse(""),
                full ? Level.BAD : Level.WARN,
                "CAP_NEARLY_USED",
                gauge.cap() + of + (full ? " is used up" : " is used to 90% or more"),
                gauge.left().map(BigDecimal::toPlainString).orElse("?")
                        + " "
                        + gauge.unit()
                        + " left of "
                        + gauge.limit().map(BigDecimal::toPlainString).orElse("?"),
                gauge.symbol(),
                Optional.empty(),
                Optional.empty());
    }

    private static void unguarded(Worth worth, Book book, List<Item> items) {
        Set<Symbol> guarded =
                book.openPlans().stream()
                        .filter(line -> line.plan().status() != PlanStatus.OPEN)
                        .filter(line -> !line.plan().suspended())
                        .map(line -> line.plan().symbol())
                        .collect(Collectors.toSet());
        worth.held().keySet().stream()
                .filter(symbol -> !guarded.contains(symbol))
                .sorted()
                .forEach(
                        symbol ->
                                items.add(
                                        new Item(
                                                "POSITION_UNGUARDED:" + symbol,
                                                Level.INFO,
                                                "POSITION_UNGUARDED",
                                                symbol + " has no armed plan",
                                                "Nothing leaves it when nobody looks.",
                                                Optional.of(symbol),
                                                Optional.empty(),
                                                Optional.empty())));
    }

    private static Item incomplete(List<Missing> missing) {
        String what =
                missing.stream()
                        .map(
                                m ->
                                        m.what()
                                                + " "
                                                + m.symbol()
                                                        .map(Symbol::toString)
                                                        .or(m::pair)
                                                        .orElse(""))
                        .collect(Collectors.joining(", "));
        return Item.of(
                Level.WARN,
                "VALUATION_INCOMPLETE",
                "",
                "The portfolio cannot be valued",
                "Missing: " + what,
                Optional.empty());
    }

    private static void day(Day day, List<Item> items) {
        if (day.unexplained().map(u -> u.signum() != 0).orElse(false)) {
            items.add(
                    Item.of(
                            Level.BAD,
                            "DAY_UNEXPLAINED",
                            ":" + day.date(),
                            "A part of " + day.date() + " is unexplained",
                            day.unexplained().get().toPlainString() + " " + day.baseCurrency(),
                            Optional.of(day.endsAt())));
        }
        if (day.provisional()) {
            items.add(
                    Item.of(
                            Level.INFO,
                            "DAY_PROVISIONAL",
                            ":" + day.date(),
                            day.date() + " is provisional",
                            "The venue has not confirmed its fills through the boundary yet.",
                            Optional.of(day.endsAt())));
        }
    }
}
