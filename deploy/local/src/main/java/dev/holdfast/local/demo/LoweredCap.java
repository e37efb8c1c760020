package dev.holdfast.local.demo;

import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a cap on total exposure that was lowered while the week went on, told from the
 * topics alone. It holds from the first decision that names the new version of the portfolio:
 * nothing is entered above it, nothing is sold for it, and nothing else of the portfolio changes.
 *
 * <p>What each entry came to is added up anew, from the approvals before it and from all fills and
 * ends of orders that were published by then and so may have been known: what is held at the price
 * that the decision used, what is on its way at the price of its own approval. Between two entries
 * only the market moves it.
 *
 * @param before the cap of the first version, in the base currency
 * @param after the cap of the second
 * @param exposureThen as the first decision under the new cap found it
 * @param refused entries that the old cap would have let pass and the new one did not
 * @param approved entries under the new cap
 * @param exits since then, all of them by plans
 * @param mostEntered the most that positions and orders on their way came to with an entry
 * @param breaches in words; empty if the cap held
 */
record LoweredCap(
        BigDecimal before,
        BigDecimal after,
        BigDecimal exposureThen,
        int refused,
        int approved,
        int exits,
        BigDecimal mostEntered,
        List<String> breaches) {

    /**
     * How much a limit may lie above the mark at which positions are valued: as far as the collar
     * of the portfolio lets it.
     */
    private static final BigDecimal LIMIT_ABOVE_MARK = new BigDecimal("1.05");

    private static final String TOTAL = "MAX_TOTAL_EXPOSURE";
    private static final String VALUE = "MAX_ORDER_VALUE";

    /**
     * @param versions of the portfolio, in their order
     * @param decisions in the order in which they were made
     * @param ends of orders
     * @return empty while there is no second version, or no decision under it
     */
    static Optional<LoweredCap> of(
            List<PortfolioEvent.Configured> versions,
            List<Published<RiskEvent>> decisions,
            Collection<Published<TradeEvent.Synced>> fills,
            Collection<Published<OrderEvent>> ends) {
        return versions.size() < 2
                ? Optional.empty()
                : new Reckoning(versions.get(0), versions.get(1), fills, ends).of(decisions);
    }

    /** Goes through the decisions once. */
    private static final class Reckoning {
        private final PortfolioEvent.Configured first;
        private final PortfolioEvent.Configured second;
        private final BigDecimal cap;
        private final Collection<Published<TradeEvent.Synced>> fills;
        private final Map<ClientOrderId, Published<OrderEvent>> ended = new HashMap<>();
        private final List<RiskEvent.Approved> buys = new ArrayList<>();
        private final List<String> breaches = new ArrayList<>();
        private Optional<BigDecimal> exposureThen = Optional.empty();
        private int refused;
        private int approved;
        private int exits;
        private BigDecimal most = BigDecimal.ZERO;

        Reckoning(
                PortfolioEvent.Configured first,
                PortfolioEvent.Configured second,
                Collection<Published<TradeEvent.Synced>> fills,
                Collection<Published<OrderEvent>> ends) {
            this.first = first;
            this.second = second;
            this.cap = cap(second);
            this.fills = fills;
            ends.forEach(end -> ended.putIfAbsent(end.event().clientOrderId(), end));
        }

        private static BigDecimal cap(PortfolioEvent.Configured version) {
            return version.limits().maxTotalExposure().orElseThrow();
        }

        Optional<LoweredCap> of(List<Published<RiskEvent>> decisions) {
            if (!DemoPortfolio.differInTheCapAlone(first, second)) {
                breaches.add("more than the cap was changed");
            }
            for (Published<RiskEvent> decision : decisions) {
                switch (decision.event()) {
                    case RiskEvent.Approved yes -> approved(yes, decision);
                    case RiskEvent.Rejected no -> rejected(no);
                    case RiskEvent.LimitWarned warned -> {}
                    case RiskEvent.TradingStateChanged changed -> {}
                    case RiskEvent.ReservationUnresolved unresolved -> {}
                }
            }
            return exposureThen.map(
                    then ->
                            new LoweredCap(
                                    cap(first),
                                    cap,
                                    then,
                                    refused,
                                    approved,
                                    exits,
                                    Decimals.published(most),
                                    breaches));
        }

        private void approved(RiskEvent.Approved yes, Published<RiskEvent> decision) {
            boolean under =
                    isUnder(
                            yes.limitsVersion(),
                            Optional.of(yes.exposureBefore()),
                            yes.clientOrderId());
            OrderIntentEvent.Intended order = yes.order();
            if (order.side() == Side.BUY) {
                buys.add(yes);
            }
            if (!under) {
                return;
            }
            if (order.reduceOnly()) {
                exits++;
                if (order.planId().isEmpty()) {
                    breaches.add(order.clientOrderId() + " sold without a plan");
                }
                return;
            }
            approved++;
            if (yes.exposureAfter().compareTo(cap) > 0) {
                breaches.add(order.clientOrderId() + " was approved for " + yes.exposureAfter());
            }
            BigDecimal entered = valueAt(decision, price(yes));
            most = most.max(entered);
            if (entered.compareTo(cap.multiply(LIMIT_ABOVE_MARK)) > 0) {
                breaches.add(order.clientOrderId() + " made it " + entered);
            }
        }

        private void rejected(RiskEvent.Rejected no) {
            if (!isUnder(no.limitsVersion(), no.exposureBefore(), no.clientOrderId())
                    || !no.reasons().contains(TOTAL)) {
                return;
            }
            RiskEvent.Check check = check(no.checks(), TOTAL);
            if (limit(check).compareTo(cap) != 0) {
                breaches.add(no.clientOrderId() + " was refused by " + limit(check));
            }
            if (check.observed().isPresent() && observed(check).compareTo(cap(first)) <= 0) {
                refused++;
            }
        }

        /** Whether the decision names the new version; none may name the old one after it. */
        private boolean isUnder(long version, Optional<BigDecimal> exposure, ClientOrderId order) {
            if (version == second.version()) {
                exposureThen = exposureThen.or(() -> exposure);
                return true;
            }
            if (exposureThen.isPresent()) {
                breaches.add(order + " was decided by version " + version);
            }
            return false;
        }

        /** What is held, and what the orders on their way may still buy, as far as it was told. */
        private BigDecimal valueAt(Published<RiskEvent> decision, BigDecimal price) {
            BigDecimal held = BigDecimal.ZERO;
            BigDecimal onItsWay = BigDecimal.ZERO;
            for (RiskEvent.Approved buy : buys) {
                BigDecimal bought = bought(buy.clientOrderId(), decision);
                Published<OrderEvent> end = ended.get(buy.clientOrderId());
                if (end == null || !end.knownTo(decision)) {
                    BigDecimal left = buy.order().quantity().value().subtract(bought);
                    onItsWay = onItsWay.add(left.multiply(price(buy)));
                }
                held = held.add(bought);
            }
            for (Published<TradeEvent.Synced> fill : fills) {
                if (fill.event().side() == Side.SELL && fill.knownTo(decision)) {
                    held = held.subtract(fill.event().quantity().value());
                }
            }
            return held.multiply(price).add(onItsWay);
        }

        private BigDecimal bought(ClientOrderId order, Published<RiskEvent> decision) {
            return fills.stream()
                    .filter(fill -> fill.knownTo(decision))
                    .map(Published::event)
                    .filter(fill -> fill.clientOrderId().equals(Optional.of(order)))
                    .map(fill -> fill.quantity().value())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private static BigDecimal price(RiskEvent.Approved yes) {
            return observed(check(yes.checks(), VALUE))
                    .divide(yes.order().quantity().value(), Decimals.DIVISION);
        }

        private static RiskEvent.Check check(List<RiskEvent.Check> checks, String name) {
            return checks.stream()
                    .filter(check -> check.check().equals(name) && check.scope().isEmpty())
                    .findFirst()
                    .orElseThrow();
        }

        private static BigDecimal observed(RiskEvent.Check check) {
            return new BigDecimal(check.observed().orElseThrow());
        }

        private static BigDecimal limit(RiskEvent.Check check) {
            return new BigDecimal(check.limit().orElseThrow());
        }
    }
}
