package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.PortfolioEvent.AccountPolicy;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;

import java.util.Optional;

/**
 * Where a portfolio trades, by its configuration.
 *
 * @param clientOrderPrefix marks orders as the portfolio's own
 * @param policy what it says of fills that are not its own; empty where it says nothing
 * @param version of the configuration this was taken from
 */
public record Account(
        Venue venue,
        TradingMode mode,
        String clientOrderPrefix,
        Optional<AccountPolicy> policy,
        long version) {

    AccountPolicy treatment() {
        return policy.orElse(AccountPolicy.HOLDS);
    }
}
