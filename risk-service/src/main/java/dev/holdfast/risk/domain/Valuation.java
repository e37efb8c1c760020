package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Amounts in the base currency by the latest marks; empty where a mark or rate is missing. */
final class Valuation {

    private Valuation() {}

    static Optional<BigDecimal> equity(RiskState state, Market market) {
        Optional<PortfolioEvent.Configured> configuration = state.configuration();
        if (configuration.isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> sum =
                sum(state.holdings().venueCash(), configuration.get(), market)
                        .flatMap(
                                venue ->
                                        sum(
                                                        state.holdings().otherCash(),
                                                        configuration.get(),
                                                        market)
                                                .map(venue::add));
        for (Map.Entry<Symbol, BigDecimal> position : state.holdings().positions().entrySet()) {
            Symbol symbol = position.getKey();
            Optional<BigDecimal> value =
                    market.latest(configuration.get().venue(), symbol)
                            .map(mark -> mark.price().value().multiply(position.getValue()))
                            .flatMap(
                                    amount ->
                                            converted(
                                                    amount,
                                                    symbol.quote(),
                                                    configuration.get(),
                                                    market));
            sum = sum.flatMap(total -> value.map(total::add));
        }
        return sum;
    }

    /** Equity less what was contributed, both at the latest rates. */
    static Optional<BigDecimal> pnl(RiskState state, Market market) {
        return contributed(state, market)
                .flatMap(sum -> equity(state, market).map(equity -> equity.subtract(sum)));
    }

    /** The fall from the all-time peak as a fraction of it. */
    static Optional<BigDecimal> drawdown(RiskState state, Market market) {
        Optional<BigDecimal> contributed = contributed(state, market);
        Optional<BigDecimal> equity = equity(state, market);
        if (contributed.isEmpty() || equity.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal peak = contributed.get().add(state.performance().peakPnl());
        return peak.signum() > 0
                ? Optional.of(
                        peak.subtract(equity.get())
                                .max(BigDecimal.ZERO)
                                .divide(peak, Decimals.DIVISION))
                : Optional.empty();
    }

    private static Optional<BigDecimal> contributed(RiskState state, Market market) {
        return state.configuration()
                .flatMap(configured -> sum(state.performance().contributed(), configured, market));
    }

    static Optional<BigDecimal> llmCost(RiskState state, Market market, Instant now) {
        return state.configuration()
                .flatMap(
                        configured ->
                                sum(
                                        state.spending()
                                                .counted(configured.limits().llmCostWindow(), now),
                                        configured,
                                        market));
    }

    static Optional<BigDecimal> converted(
            BigDecimal amount,
            Currency currency,
            PortfolioEvent.Configured configuration,
            Market market) {
        return market.rate(configuration.venue(), currency, configuration.baseCurrency())
                .map(rate -> rate.convert(amount));
    }

    private static Optional<BigDecimal> sum(
            Map<Currency, BigDecimal> amounts,
            PortfolioEvent.Configured configuration,
            Market market) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<Currency, BigDecimal> amount : amounts.entrySet()) {
            Optional<BigDecimal> converted =
                    converted(amount.getValue(), amount.getKey(), configuration, market);
            if (converted.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(converted.get());
        }
        return Optional.of(sum);
    }
}
