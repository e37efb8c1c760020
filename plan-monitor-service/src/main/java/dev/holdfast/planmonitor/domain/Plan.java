package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.OrderIntentEvent.PlanTerms;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.Optional;

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
        Optional<Exit> exit) {

    static Plan opened(PlanId id, Entry entry, PlanTerms terms) {
        return new Plan(
                id,
                1,
                PlanStatus.OPEN,
                entry,
                Quantity.ZERO,
                terms,
                Levels.of(terms.stopPrice(), terms.targetPrice()),
                Night.NONE,
                Optional.empty(),
                false,
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
        return armedAt.flatMap(armed -> terms.maxAge().map(armed::plus));
    }

    /** The id of the exit that this version sends. */
    ClientOrderId exitOrderId() {
        return ClientOrderId.of(id + "-x" + version);
    }

    Plan raised() {
        return new Plan(
                id,
                version + 1,
                status,
                entry,
                quantity,
                terms,
                levels,
                night,
                armedAt,
                suspended,
                leaveOnFill,
                exit);
    }

    Plan with(PlanStatus newStatus) {
        return new Plan(
                id,
                version,
                newStatus,
                entry,
                quantity,
                terms,
                levels,
                night,
                armedAt,
                suspended,
                leaveOnFill,
                exit);
    }

    Plan with(Entry newEntry) {
        return new Plan(
                id,
                version,
                status,
                newEntry,
                quantity,
                terms,
                levels,
                night,
                armedAt,
                suspended,
                leaveOnFill,
                exit);
    }

    Plan with(Quantity newQuantity) {
        return new Plan(
                id,
                version,
                status,
                entry,
                newQuantity,
                terms,
                levels,
                night,
                armedAt,
                suspended,
                leaveOnFill,
                exit);
    }

    Plan with(PlanTerms newTerms) {
        return new Plan(
                id,
                version,
                status,
                entry,
                quantity,
                newTerms,
                levels,
                night,
                armedAt,
                suspended,
                leaveOnFill,
                exit);
    }

    Plan with(Levels newLevels) {
        return new Plan(
                id,
                version,
                status,
                entry,
                quantity,
                terms,
                newLevels,
                night,
                armedAt,
                suspended,
                leaveOnFill,
                exit);
    }

    Plan with(Night newNight) {
        return new Plan(
                id,
                version,
                status,
                entry,
                quantity,
                terms,
                levels,
                newNight,
                armedAt,
                suspended,
                leaveOnFill,
                exit);
    }

    Plan with(Exit newExit) {
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
                Optional.of(newExit));
    }

    Plan armedAt(Instant at) {
        return new Plan(
                id,
                version,
                status,
                entry,
                quantity,
                terms,
                levels,
                night,
                Optional.of(at),
                suspended,
                leaveOnFill,
                exit);
    }

    Plan suspended(boolean isSuspended) {
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
                isSuspended,
                leaveOnFill,
                exit);
    }

    Plan leavingOnFill(ExitReason reason) {
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
                Optional.of(reason),
                exit);
    }

    /** The plan as it stands on {@code plans.v1}. */
    public PlanEvent.Plan published() {
        return new PlanEvent.Plan(
                id,
                version,
                status,
                symbol(),
                side(),
                entry.botVersion(),
                entry.orderId(),
                entry.ordered(),
                quantity,
                entry.price(),
                levels.stop(),
                levels.target(),
                terms.trailPct(),
                terms.trailToBreakevenPct(),
                stopAtBreakeven(),
                terms.widenOvernight().orElse(true),
                night.timesWidened(),
                night.date(),
                expiresAt(),
                exit.map(Exit::orderId),
                exit.map(Exit::reason),
                entry.openedAt(),
                armedAt);
    }

    private boolean stopAtBreakeven() {
        return levels.breakeven().isPresent()
                && levels.stop().isPresent()
                && !behind(levels.stop().get(), levels.breakeven().get());
    }

    /** Whether a level is on the losing side of another. */
    private boolean behind(Price level, Price other) {
        return ofLong() ? level.compareTo(other) < 0 : level.compareTo(other) > 0;
    }
}
