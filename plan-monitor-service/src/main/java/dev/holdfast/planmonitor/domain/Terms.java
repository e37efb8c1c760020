package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.OrderIntentEvent.NightTerms;
import dev.holdfast.contracts.event.OrderIntentEvent.PlanTerms;
import dev.holdfast.contracts.event.OrderIntentEvent.TargetStep;
import dev.holdfast.contracts.event.PlanCommand;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What terms a plan may have. */
final class Terms {

    private static final Duration LONGEST_AGE = Duration.ofDays(36_500);

    private Terms() {}

    /** A fault in terms that somebody asks for. */
    record Fault(Refusal.Code code, String message) {}

    /**
     * The terms of an approved order as far as they can be held, and a remark on the rest: the
     * order is on its way, so what can be guarded is guarded.
     */
    record Usable(PlanTerms terms, Optional<String> remark) {}

    static Usable usable(PlanTerms asked, Side side) {
        List<String> ignored = new ArrayList<>();
        Optional<Price> target =
                kept(asked.targetPrice(), Terms::aboveZero, "target_price", ignored);
        Optional<BigDecimal> pct = kept(asked.trailPct(), Terms::fraction, "trail_pct", ignored);
        boolean steps = TargetSteps.fault(asked.targetSteps(), side, target).isEmpty();
        if (!steps) {
            ignored.add("target_steps");
        }
        PlanTerms terms =
                new PlanTerms(
                        kept(asked.stopPrice(), Terms::aboveZero, "stop_price", ignored),
                        target,
                        steps ? asked.targetSteps() : List.of(),
                        pct,
                        kept(
                                asked.trailBy(),
                                by -> by.signum() > 0 && pct.isEmpty(),
                                "trail_by",
                                ignored),
                        kept(
                                asked.trailToBreakevenPct(),
                                Terms::gain,
                                "trail_to_breakeven_pct",
                                ignored),
                        asked.volatility(),
                        kept(asked.maxAge(), Terms::age, "max_age", ignored),
                        kept(asked.timeStop(), Terms::age, "time_stop", ignored),
                        asked.exitAt(),
                        asked.widenOvernight(),
                        kept(asked.overnight(), Terms::night, "overnight", ignored));
        return new Usable(
                terms,
                ignored.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                String.join(", ", ignored) + " cannot be held and is left out"));
    }

    /** Present terms with those replaced that an update is about: all, where it names none. */
    static PlanTerms replaced(PlanTerms present, PlanCommand.UpdateRequested update) {
        List<String> names = update.replaces();
        PlanTerms asked = update.terms();
        if (names.isEmpty()) {
            return asked;
        }
        return new PlanTerms(
                (names.contains("stop_price") ? asked : present).stopPrice(),
                (names.contains("target_price") ? asked : present).targetPrice(),
                (names.contains("target_steps") ? asked : present).targetSteps(),
                (names.contains("trail_pct") ? asked : present).trailPct(),
                (names.contains("trail_by") ? asked : present).trailBy(),
                (names.contains("trail_to_breakeven_pct") ? asked : present).trailToBreakevenPct(),
                (names.contains("volatility") ? asked : present).volatility(),
                (names.contains("max_age") ? asked : present).maxAge(),
                (names.contains("time_stop") ? asked : present).timeStop(),
                (names.contains("exit_at") ? asked : present).exitAt(),
                (names.contains("widen_overnight") ? asked : present).widenOvernight(),
                (names.contains("overnight") ? asked : present).overnight());
    }

    private static <T> Optional<T> kept(
            Optional<T> term, Predicate<T> usable, String name, List<String> ignored) {
        if (term.isPresent() && !usable.test(term.get())) {
            ignored.add(name);
            return Optional.empty();
        }
        return term;
    }

    /**
     * What is wrong with terms for a position of this side and entry.
     *
     * @param presentStop the stop that the plan has: it may stand beyond the entry where a trail
     *     has taken it, and be said again
     */
    static Optional<Fault> fault(
            PlanTerms terms, Side side, Optional<Price> entry, Optional<Price> presentStop) {
        Optional<Fault> fault = ofNumbers(terms);
        if (fault.isPresent()) {
            return fault;
        }
        boolean ofLong = side == Side.BUY;
        Optional<Price> stop = terms.stopPrice();
        Optional<Price> target = terms.targetPrice();
        if (stop.isPresent()
                && entry.isPresent()
                && !stop.equals(presentStop)
                && beyond(ofLong, stop.get(), entry.get())) {
            return fault(
                    Refusal.Code.STOP_BEYOND_ENTRY,
                    "stop_price %s must be %s the entry %s; a gain is secured by a trail",
                    stop.get(),
                    ofLong ? "at or below" : "at or above",
                    entry.get());
        }
        if (target.isPresent() && entry.isPresent() && beyond(ofLong, entry.get(), target.get())) {
            return fault(
                    Refusal.Code.TARGET_BEHIND_ENTRY,
                    "target_price %s must be %s the entry %s",
                    target.get(),
                    ofLong ? "at or above" : "at or below",
                    entry.get());
        }
        if (stop.isPresent() && target.isPresent() && !beyond(ofLong, target.get(), stop.get())) {
            return fault(
                    Refusal.Code.STOP_BEYOND_TARGET,
                    "stop_price %s and target_price %s leave no room between them",
                    stop.get(),
                    target.get());
        }
        Optional<Price> nearest = terms.targetSteps().stream().findFirst().map(TargetStep::price);
        if (nearest.isPresent()
                && entry.isPresent()
                && beyond(ofLong, entry.get(), nearest.get())) {
            return fault(
                    Refusal.Code.TARGET_BEHIND_ENTRY,
                    "the first of target_steps, %s, must be %s the entry %s",
                    nearest.get(),
                    ofLong ? "at or above" : "at or below",
                    entry.get());
        }
        if (nearest.isPresent() && stop.isPresent() && !beyond(ofLong, nearest.get(), stop.get())) {
            return fault(
                    Refusal.Code.STOP_BEYOND_TARGET,
                    "stop_price %s and the first of target_steps, %s, leave no room between them",
                    stop.get(),
                    nearest.get());
        }
        return TargetSteps.fault(terms.targetSteps(), side, target)
                .map(message -> new Fault(Refusal.Code.INVALID_STEPS, message));
    }

    private static Optional<Fault> ofNumbers(PlanTerms terms) {
        if (terms.stopPrice().isEmpty()
                && terms.targetPrice().isEmpty()
                && terms.targetSteps().isEmpty()
                && terms.trailPct().isEmpty()
                && terms.trailBy().isEmpty()
                && terms.trailToBreakevenPct().isEmpty()
                && terms.maxAge().isEmpty()
                && terms.timeStop().isEmpty()
                && terms.exitAt().isEmpty()) {
            return fault(
                    Refusal.Code.EMPTY_TERMS,
                    "a plan needs at least one of stop_price, target_price, target_steps, trail_pct,"
                            + " trail_by, trail_to_breakeven_pct, max_age, time_stop and exit_at");
        }
        if (!terms.stopPrice().map(Terms::aboveZero).orElse(true)
                || !terms.targetPrice().map(Terms::aboveZero).orElse(true)) {
            return fault(
                    Refusal.Code.LEVEL_NOT_ABOVE_ZERO,
                    "stop_price and target_price must be above zero");
        }
        if (!terms.trailPct().map(Terms::fraction).orElse(true)) {
            return fault(
                    Refusal.Code.INVALID_TRAIL,
                    "trail_pct must be a fraction between 0 and 1, such as \"0.02\"");
        }
        if (!terms.trailBy().map(by -> by.signum() > 0).orElse(true)
                || terms.trailBy().isPresent() && terms.trailPct().isPresent()) {
            return fault(
                    Refusal.Code.INVALID_TRAIL,
                    "trail_by must be above zero, such as \"25\", and stand without trail_pct");
        }
        if (!terms.trailToBreakevenPct().map(Terms::gain).orElse(true)) {
            return fault(
                    Refusal.Code.INVALID_TRAIL,
                    "trail_to_breakeven_pct must be a fraction above 0 and at most 10, such as \"0.01\"");
        }
        if (!terms.maxAge().map(Terms::age).orElse(true)) {
            return fault(
                    Refusal.Code.INVALID_MAX_AGE,
                    "max_age must be above zero and at most 100 years, such as \"P14D\"");
        }
        if (!terms.timeStop().map(Terms::age).orElse(true)) {
            return fault(
                    Refusal.Code.INVALID_TIME_STOP,
                    "time_stop must be above zero and at most 100 years, such as \"P3D\"");
        }
        if (!terms.overnight().map(Terms::night).orElse(true)) {
            return fault(Refusal.Code.INVALID_NIGHT, "distances of overnight must not be negative");
        }
        return Optional.empty();
    }

    /** Whether a level lies further in favour of the position than another. */
    static boolean beyond(boolean ofLong, Price one, Price other) {
        return ofLong ? one.compareTo(other) > 0 : one.compareTo(other) < 0;
    }

    private static boolean aboveZero(Price price) {
        return price.value().signum() > 0;
    }

    private static boolean fraction(BigDecimal pct) {
        return pct.signum() > 0 && pct.compareTo(BigDecimal.ONE) < 0;
    }

    private static boolean gain(BigDecimal pct) {
        return pct.signum() > 0 && pct.compareTo(BigDecimal.TEN) <= 0;
    }

    private static boolean night(NightTerms night) {
        return Stream.of(night.widenBy(), night.widenPct(), night.rangeMultiple(), night.capPct())
                .flatMap(Optional::stream)
                .allMatch(distance -> distance.signum() >= 0);
    }

    private static boolean age(Duration age) {
        return age.isPositive() && age.compareTo(LONGEST_AGE) <= 0;
    }

    private static Optional<Fault> fault(Refusal.Code code, String message, Object... values) {
        return Optional.of(new Fault(code, String.format(message, values)));
    }
}
