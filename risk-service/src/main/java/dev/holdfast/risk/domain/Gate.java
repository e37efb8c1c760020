package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.OnExcess;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Verdict;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides intents. An approval reserves at once; a refusal changes nothing but the count. */
public final class Gate {

    private Gate() {}

    /** What was decided and what holds from now on. */
    public record Decision(RiskState state, RiskEvent event) {}

    /**
     * @param conflicting the portfolio has another order of the same client order id
     */
    public static Decision decide(
            RiskState state, OrderIntentEvent.Intended intent, boolean conflicting, Market market) {
        if (state.configuration().isEmpty()) {
            return unknownPortfolio(state, intent);
        }
        PortfolioEvent.Configured configuration = state.configuration().get();
        Proposal proposal = Proposal.of(state, configuration, intent, conflicting, market);
        List<RiskEvent.Check> checks = Rules.look(proposal);
        List<String> reasons = Rules.reasons(checks);
        if (reasons.isEmpty()) {
            return approve(proposal, checks, Optional.empty());
        }
        Optional<Quantity> fits = Sizing.suggest(proposal, reasons);
        if (fits.isPresent() && intent.onExcess().equals(Optional.of(OnExcess.RESIZE))) {
            Proposal resized = proposal.sized(fits.get());
            return approve(resized, Rules.look(resized), Optional.of(intent.quantity()));
        }
        return reject(proposal, checks, reasons, fits);
    }

    private static Decision approve(
            Proposal proposal, List<RiskEvent.Check> checks, Optional<Quantity> requested) {
        OrderIntentEvent.Intended intent = proposal.intent();
        RiskState state = proposal.state();
        BigDecimal before = proposal.before().knownTotal();
        BigDecimal after = proposal.after().knownTotal();
        Activity activity = state.activity().decided();
        if (proposal.isEntry()) {
            activity = activity.approvedEntry(intent, proposal.now());
        }
        return new Decision(
                state.reserve(intent.clientOrderId(), proposal.reservation()).with(activity),
                new RiskEvent.Approved(
                        intent.portfolioId(),
                        intent.runId(),
                        intent.botVersion(),
                        intent.clientOrderId(),
                        intent,
                        withUnknown(proposal, checks),
                        Decimals.published(after.subtract(before).max(BigDecimal.ZERO)),
                        Decimals.published(before),
                        Decimals.published(after),
                        state.limitsVersion(),
                        requested,
                        proposal.now()));
    }

    /**
     * An exit passes though something else cannot be valued: the sums then say what they leave out.
     */
    private static List<RiskEvent.Check> withUnknown(
            Proposal proposal, List<RiskEvent.Check> checks) {
        if (proposal.after().unknown().isEmpty()) {
            return checks;
        }
        List<RiskEvent.Check> all = new ArrayList<>(checks);
        all.add(
                new RiskEvent.Check(
                        Reason.MARK_MISSING.name(),
                        Verdict.WARN,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("The exposures leave out " + proposal.after().unknown())));
        return all;
    }

    private static Decision reject(
            Proposal proposal,
            List<RiskEvent.Check> checks,
            List<String> reasons,
            Optional<Quantity> fits) {
        OrderIntentEvent.Intended intent = proposal.intent();
        RiskState state = proposal.state();
        boolean priced = proposal.price().isPresent();
        return new Decision(
                state.with(state.activity().decided()),
                new RiskEvent.Rejected(
                        intent.portfolioId(),
                        intent.runId(),
                        intent.botVersion(),
                        intent.clientOrderId(),
                        reasons,
                        checks,
                        proposal.before().total().flatMap(Gate::carried),
                        proposal.after().total().filter(total -> priced).flatMap(Gate::carried),
                        fits,
                        state.limitsVersion(),
                        Optional.of(intent),
                        proposal.now()));
    }

    private static Optional<BigDecimal> carried(BigDecimal number) {
        try {
            return Optional.of(Decimals.bounded(Decimals.published(number), "exposure"));
        } catch (InvalidValue beyondTheWire) {
            return Optional.empty();
        }
    }

    private static Decision unknownPortfolio(RiskState state, OrderIntentEvent.Intended intent) {
        RiskEvent.Check check =
                Finding.unknown(
                                Reason.UNKNOWN_PORTFOLIO,
                                "configured",
                                "No portfolio of this id is configured.")
                        .orElseThrow();
        return new Decision(
                state.with(state.activity().decided()),
                new RiskEvent.Rejected(
                        intent.portfolioId(),
                        intent.runId(),
                        intent.botVersion(),
                        intent.clientOrderId(),
                        List.of(Reason.UNKNOWN_PORTFOLIO.name()),
                        List.of(check),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0L,
                        Optional.of(intent),
                        intent.occurredAt()));
    }

    /**
     * Refuses what is not even an intent, under the id that it was sent with. Where an order of
     * that id is on its way, the refusal says that it is about another one.
     *
     * @param message what is wrong with the record and what would be right
     */
    public static Decision refuse(
            RiskState state,
            ClientOrderId order,
            RunId run,
            Optional<BotVersion> version,
            Reason reason,
            String message,
            Instant at) {
        List<RiskEvent.Check> checks = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        if (state.reservations().containsKey(order)) {
            reasons.add(Reason.DUPLICATE_CLIENT_ORDER_ID.name());
            checks.add(
                    Finding.reject(
                                    Reason.DUPLICATE_CLIENT_ORDER_ID,
                                    order.value(),
                                    "new",
                                    "The portfolio has another order of this client_order_id.")
                            .orElseThrow());
        }
        reasons.add(reason.name());
        checks.add(Finding.unknown(reason, "readable", message).orElseThrow());
        return new Decision(
                state.with(state.activity().decided()),
                new RiskEvent.Rejected(
                        state.portfolioId(),
                        run,
                        version,
                        order,
                        reasons,
                        checks,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        state.limitsVersion(),
                        Optional.empty(),
                        at));
    }
}
