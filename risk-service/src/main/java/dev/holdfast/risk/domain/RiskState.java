package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that decisions on a portfolio rest on, beside the market.
 *
 * @param reservations what approved orders may still become, by client order id
 * @param warned the caps of which it was said that they are used to 90%, until they fall below
 * @param members in the state of all portfolios, who they are; empty in any other
 */
public record RiskState(
        PortfolioId portfolioId,
        Optional<PortfolioEvent.Configured> configuration,
        Trading trading,
        Holdings holdings,
        Map<ClientOrderId, Reservation> reservations,
        Activity activity,
        Spending spending,
        Performance performance,
        Set<String> warned,
        Set<PortfolioId> members) {

    public RiskState {
        reservations = Reservations.of(reservations);
        warned = Set.copyOf(warned);
        members = Set.copyOf(members);
    }

    public static RiskState unknown(PortfolioId portfolio) {
        return new RiskState(
                portfolio,
                Optional.empty(),
                Trading.ACTIVE,
                Holdings.NONE,
                Reservations.NONE,
                Activity.NONE,
                Spending.NONE,
                Performance.NONE,
                Set.of(),
                Set.of());
    }

    /** The caps; none before the portfolio is configured. */
    public PortfolioEvent.Limits limits() {
        return configuration
                .map(PortfolioEvent.Configured::limits)
                .orElse(PortfolioEvent.Limits.NONE);
    }

    public long limitsVersion() {
        return configuration.map(PortfolioEvent.Configured::version).orElse(0L);
    }

    /** The reservations, with what they come to. */
    Reservations reserved() {
        return Reservations.of(reservations);
    }

    List<Reservation> reservationsOf(Symbol symbol) {
        return reservations.values().stream()
                .filter(reservation -> reservation.symbol().equals(symbol))
                .toList();
    }

    RiskState with(PortfolioEvent.Configured configured) {
        return new RiskState(
                portfolioId,
                Optional.of(configured),
                trading,
                holdings,
                reservations,
                activity,
                spending,
                performance,
                warned,
                members);
    }

    RiskState with(Trading changed) {
        return new RiskState(
                portfolioId,
                configuration,
                changed,
                holdings,
                reservations,
                activity,
                spending,
                performance,
                warned,
                members);
    }

    RiskState with(Holdings changed) {
        return new RiskState(
                portfolioId,
                configuration,
                trading,
                changed,
                reservations,
                activity,
                spending,
                performance,
                warned,
                members);
    }

    RiskState with(Activity changed) {
        return new RiskState(
                portfolioId,
                configuration,
                trading,
                holdings,
                reservations,
                changed,
                spending,
                performance,
                warned,
                members);
    }

    RiskState with(Spending changed) {
        return new RiskState(
                portfolioId,
                configuration,
                trading,
                holdings,
                reservations,
                activity,
                changed,
                performance,
                warned,
                members);
    }

    RiskState with(Performance changed) {
        return new RiskState(
                portfolioId,
                configuration,
                trading,
                holdings,
                reservations,
                activity,
                spending,
                changed,
                warned,
                members);
    }

    RiskState withWarned(Set<String> changed) {
        return new RiskState(
                portfolioId,
                configuration,
                trading,
                holdings,
                reservations,
                activity,
                spending,
                performance,
                changed,
                members);
    }

    RiskState withMember(PortfolioId member) {
        Set<PortfolioId> more = new HashSet<>(members);
        more.add(member);
        return new RiskState(
                portfolioId,
                configuration,
                trading,
                holdings,
                reservations,
                activity,
                spending,
                performance,
                warned,
                more);
    }

    /** Reserves, or changes what is reserved; nothing stays reserved for what is all traded. */
    RiskState reserve(ClientOrderId order, Reservation reservation) {
        return withReservations(reserved().with(order, reservation));
    }

    RiskState withReservations(Map<ClientOrderId, Reservation> changed) {
        return new RiskState(
                portfolioId,
                configuration,
                trading,
                holdings,
                changed,
                activity,
                spending,
                performance,
                warned,
                members);
    }
}
