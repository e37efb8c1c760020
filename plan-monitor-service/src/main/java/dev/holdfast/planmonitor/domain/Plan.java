package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.OrderIntentEvent.PlanTerms;
import dev.holdfast.contracts.event.OrderIntentEvent.TargetStep;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A plan as it is kept. OPEN: its entry has not been filled, or it was not re-armed after a restart
 * and waits for somebody's word. ARMED: it guards {@code quantity}. TRIGGERED: it is on its way
 * out.
 *
 * @param version raised by every change that is published
 * @param quantity what it guards now, in the base of the symbol
 * @param armedAt when the first fill of its entry happened
 * @param suspended not re-armed after a restart, by policy
 * @param leaveOnFill it was asked to leave before its entry was filled: what fills is left at once
 * @param exit its way out of all that it guards
 * @param step its way out of a part, at a step of its targets; the rest stays guarded meanwhile
 * @param timeStop whether its time to gain is over
 * @param protectiveStop its order at the venue; empty where none was ever asked for
 */
public record Plan(
        PlanId id,
        long version,
        PlanStatus status,
        Entry entry,
        Quantity quantity,
        PlanTerms terms,
        Levels levels,
        Night night,
        Optional<Instant> armedAt,
        boolean suspended,
        Optional<ExitReason> leaveOnFill,
        Optional<Exit> exit,
        Optional<Exit> step,
        Optional<TimeStop> timeStop,
        Optional<ProtectiveStop> protectiveStop) {

    /** What became of the time that a plan has to gain something. */
    public enum TimeStop {
        /** The next mark decides. */
        DUE,
        /** It stood in gain then. */
        PASSED
    }

    static Plan opened(PlanId id, Entry entry, PlanTerms terms) {
        return new Plan(
                id,
                1,
                PlanStatus.OPEN,
                entry,
                Quantity.ZERO,
                terms,
                Levels.of(terms),
                Night.NONE,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Symbol symbol() {
        return entry.symbol();
    }

    public Side side() {
        return entry.side();
    }

    boolean ofLong() {
        return entry.side() == Side.BUY;
    }

    boolean watching() {
        return status == PlanStatus.ARMED;
    }

    /** Whether it is on its way out, or was asked to be once its entry fills. */
    public boolean leaving() {
        return status == PlanStatus.TRIGGERED || leaveOnFill.isPresent();
    }

    /** The end of its age; empty before it is armed and where it may get as old as it likes. */
    public Optional<Instant> expiresAt() {
        return armedAt.flatMap(
                armed ->
                        Stream.concat(
                                        terms.maxAge().map(armed::plus).stream(),
                                        terms.exitAt().stream())
                                .min(Instant::compareTo));
    }

    /** Why it ends at the end of its age. */
    ExitReason agedBy() {
        return terms.exitAt().equals(expiresAt()) ? ExitReason.TIME_STOP : ExitReason.MAX_AGE;
    }

    /** From when on it must stand in gain; empty once that was looked at. */
    public Optional<Instant> timeStopAt() {
        return timeStop.isPresent()
                ? Optional.empty()
                : armedAt.flatMap(armed -> terms.timeStop().map(armed::plus));
    }

    /** The steps of its targets that were not taken yet. */
    public List<TargetStep> targetSteps() {
        return levels.steps().stream().map(Levels.Step::published).toList();
    }

    /** Its terms as they hold now: levels may have moved since they were asked for. */
    public PlanTerms presentTerms() {
        return new PlanTerms(
                levels.stop(),
                levels.target(),
                targetSteps(),
                terms.trailPct(),
                terms.trailBy(),
                terms.trailToBreakevenPct(),
                terms.volatility(),
                terms.maxAge(),
                terms.timeStop(),
                terms.exitAt(),
                terms.widenOvernight(),
                terms.overnight());
    }

    boolean mustGain() {
        return timeStop.filter(TimeStop.DUE::equals).isPresent() && entry.price().isPresent();
    }

    /** Of what it guards, how much no order is leaving already. */
    Quantity notLeaving() {
        return quantity.lessAtMost(inFlight());
    }

    /** Of what it guards, how much no exit is leaving, whatever rests at the venue. */
    Quantity notExiting() {
        return quantity.lessAtMost(inFlight(exits()));
    }

    /** What its orders may still fill. */
    Quantity inFlight() {
        return inFlight(orders());
    }

    private static Quantity inFlight(Stream<Exit> orders) {
        return orders.map(Exit::inFlight).reduce(Quantity.ZERO, Quantity::plus);
    }

    boolean stopInFlight() {
        return protectiveStop.filter(ProtectiveStop::inFlight).isPresent();
    }

    /** All that may reduce it: its exits and its stop at the venue. */
    public Stream<Exit> orders() {
        return Stream.concat(exits(), protectiveStop.stream().map(ProtectiveStop::order));
    }

    /** Its exits that were begun: of a part, of the whole. */
    public Stream<Exit> exits() {
        return Stream.concat(step.stream(), exit.stream());
    }

    /** The id of the exit that this version sends. */
    ClientOrderId exitOrderId() {
        return ClientOrderId.of(id + "-x" + version);
    }

    Plan raised() {
        return but(plan -> plan.version++);
    }

    Plan with(PlanStatus newStatus) {
        return but(plan -> plan.status = newStatus);
    }

    Plan with(Entry newEntry) {
        return but(plan -> plan.entry = newEntry);
    }

    Plan with(Quantity newQuantity) {
        return but(plan -> plan.quantity = newQuantity);
    }

    Plan with(PlanTerms newTerms) {
        return but(plan -> plan.terms = newTerms);
    }

    Plan with(Levels newLevels) {
        return but(plan -> plan.levels = newLevels);
    }

    Plan with(Night newNight) {
        return but(plan -> plan.night = newNight);
    }

    Plan with(Exit newExit) {
        return but(plan -> plan.exit = Optional.of(newExit));
    }

    Plan withStep(Exit newStep) {
        return but(plan -> plan.step = Optional.of(newStep));
    }

    Plan with(ProtectiveStop stop) {
        return but(plan -> plan.protectiveStop = Optional.of(stop));
    }

    Plan withoutStep() {
        return step.isEmpty() ? this : but(plan -> plan.step = Optional.empty());
    }

    Plan with(TimeStop state) {
        return but(plan -> plan.timeStop = Optional.of(state));
    }

    Plan withTimeToGain() {
        return timeStop.isEmpty() ? this : but(plan -> plan.timeStop = Optional.empty());
    }

    Plan armedAt(Instant at) {
        return but(plan -> plan.armedAt = Optional.of(at));
    }

    Plan suspended(boolean isSuspended) {
        return but(plan -> plan.suspended = isSuspended);
    }

    Plan leavingOnFill(ExitReason reason) {
        return but(plan -> plan.leaveOnFill = Optional.of(reason));
    }

    /**
     * The plan as it stands on {@code plans.v1}.
     *
     * @param unwatchedSince the last mark of its symbol, where that is too long ago
     * @param changedBy who made this version of it
     */
    public PlanEvent.Plan published(Optional<Instant> unwatchedSince, Optional<String> changedBy) {
        return PublishedPlan.of(this, unwatchedSince, changedBy);
    }

    private Plan but(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.plan();
    }

    /** The parts of a plan that can change, while one of them does. */
    private static final class Draft {
        private final PlanId id;
        private long version;
        private PlanStatus status;
        private Entry entry;
        private Quantity quantity;
        private PlanTerms terms;
        private Levels levels;
        private Night night;
        private Optional<Instant> armedAt;
        private boolean suspended;
        private Optional<ExitReason> leaveOnFill;
        private Optional<Exit> exit;
        private Optional<Exit> step;
        private Optional<TimeStop> timeStop;
        private Optional<ProtectiveStop> protectiveStop;

        Draft(Plan plan) {
            id = plan.id;
            version = plan.version;
            status = plan.status;
            entry = plan.entry;
            quantity = plan.quantity;
            terms = plan.terms;
            levels = plan.levels;
            night = plan.night;
            armedAt = plan.armedAt;
            suspended = plan.suspended;
            leaveOnFill = plan.leaveOnFill;
            exit = plan.exit;
            step = plan.step;
            timeStop = plan.timeStop;
            protectiveStop = plan.protectiveStop;
        }

        Plan plan() {
            return new Plan(
                    id,
                    version,
                    status,
                    entry,
                    quantity,
                    terms,
                    levels,
                    night,
                    armedAt,
                    suspended,
                    leaveOnFill,
                    exit,
                    step,
                    timeStop,
                    protectiveStop);
        }
    }
}
