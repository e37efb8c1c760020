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
import dev.holdfast.risk.domain.Finding.Term;

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
        List<Finding> findings = Rules.look(proposal);
        List<Reason> reasons = Rules.reasons(findings);
        if (reasons.isEmpty()) {
            return approve(proposal, findings, Optional.empty());
        }
        Optional<Quantity> fits = Sizing.suggest(proposal, reasons);
        if (fits.isPresent() && intent.onExcess().equals(Optional.of(OnExcess.RESIZE))) {
            Proposal resized = proposal.sized(fits.get());
            return approve(resized, Rules.look(resized), Optional.of(intent.quantity()));
        }
        return reject(proposal, findings, reasons, fits);
    }

    private static Decision approve(
            Proposal proposal, List<Finding> findings, Optional<Quantity> requested) {
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
                        checks(proposal, findings),
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
    private static List<RiskEvent.Check> checks(Proposal proposal, List<Finding> findings) {
        List<RiskEvent.Check> checks = Finding.checks(findings);
        if (proposal.after().isKnown()) {
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
            List<Finding> findings,
            List<Reason> reasons,
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
                        names(reasons),
                        Finding.checks(findings),
                        proposal.before().total().flatMap(Gate::carried),
                        proposal.after().total().filter(total -> priced).flatMap(Gate::carried),
                        fits,
                        state.limitsVersion(),
                        Optional.of(intent),
                        proposal.now()));
    }

    private static List<String> names(List<Reason> reasons) {
        List<String> names = new ArrayList<>(reasons.size());
        reasons.forEach(reason -> names.add(reason.name()));
        return names;
    }

    private static Optional<BigDecimal> carried(BigDecimal number) {
        try {
            return Optional.of(Decimals.bounded(Decimals.published(number), "exposure"));
        } catch (InvalidValue beyondTheWire) {
            return Optional.empty();
        }
    }

    private static Decision unknownPortfolio(RiskState state, OrderIntentEvent.Intended intent) {
        Finding unknown =
                Finding.unknown(
                                Reason.UNKNOWN_PORTFOLIO,
                                Term.of("configured"),
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
                        List.of(unknown.check()),
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
        List<Finding> findings = new ArrayList<>();
        if (state.reservations().containsKey(order)) {
            findings.add(
                    Finding.reject(
                                    Reason.DUPLICATE_CLIENT_ORDER_ID,
                                    Term.of(order.value()),
                                    Term.of("new"),
                                    "The portfolio has another order of this client_order_id.")
                            .orElseThrow());
        }
        findings.add(Finding.unknown(reason, Term.of("readable"), message).orElseThrow());
        return new Decision(
                state.with(state.activity().decided()),
                new RiskEvent.Rejected(
                        state.portfolioId(),
                        run,
                        version,
                        order,
                        names(Rules.reasons(findings)),
                        Finding.checks(findings),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        state.limitsVersion(),
                        Optional.empty(),
                        at));
    }
}
