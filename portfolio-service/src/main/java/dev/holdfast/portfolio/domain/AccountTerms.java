package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.PortfolioEvent.AccountPolicy;
import dev.holdfast.contracts.event.PortfolioEvent.LotStep;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a portfolio says of its account at the venue, as the ledger looks at it.
 *
 * @param tolerances by how much ledger and venue may differ; of other assets by nothing
 * @param lotSteps the smallest quantities that the venue trades
 * @param excludeBaseline whether what was held before is left out of exposure
 */
record AccountTerms(
        Map<Currency, BigDecimal> tolerances, List<LotStep> lotSteps, boolean excludeBaseline) {

    static final AccountTerms EXACT = new AccountTerms(Map.of(), List.of(), false);

    static AccountTerms of(PortfolioEvent.Configured portfolio) {
        boolean excludeBaseline = portfolio.limits().excludeBaseline();
        return portfolio
                .accountPolicy()
                .map(policy -> of(policy, excludeBaseline))
                .orElseGet(() -> new AccountTerms(Map.of(), List.of(), excludeBaseline));
    }

    private static AccountTerms of(AccountPolicy policy, boolean excludeBaseline) {
        return new AccountTerms(
                policy.tolerances().stream()
                        .collect(
                                Collectors.toMap(
                                        PortfolioEvent.Tolerance::asset,
                                        PortfolioEvent.Tolerance::amount,
                                        BigDecimal::max)),
                policy.lotSteps(),
                excludeBaseline);
    }

    boolean tolerates(Currency asset, BigDecimal difference) {
        return difference.abs().compareTo(tolerance(asset).orElse(BigDecimal.ZERO)) <= 0;
    }

    Optional<BigDecimal> tolerance(Currency asset) {
        return Optional.ofNullable(tolerances.get(asset));
    }

    /** Whether so little of a symbol cannot be sold at the venue. */
    boolean dust(Symbol symbol, BigDecimal quantity) {
        return LotStep.dust(lotSteps, symbol, quantity);
    }

    /** The same of an asset: below the step of every symbol in which it is traded. */
    boolean dust(Currency asset, BigDecimal quantity) {
        var steps =
                lotSteps.stream()
                        .map(LotStep::symbol)
                        .filter(symbol -> symbol.base().equals(asset.value()))
                        .toList();
        return !steps.isEmpty() && steps.stream().allMatch(symbol -> dust(symbol, quantity));
    }
}
