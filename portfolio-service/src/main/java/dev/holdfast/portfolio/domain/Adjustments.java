package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.ReconciliationEvent.Item;
import dev.holdfast.contracts.value.CashAccount;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.RunId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The movements that make a ledger say what its venue says: of each asset that differs, its
 * difference, at the time of the observation. One finding makes the same movements however often it
 * is asked, so it is booked once.
 */
public final class Adjustments {

    private Adjustments() {}

    /**
     * @param asset the one to be adjusted; all that differ where empty
     * @return nothing where the latest comparison found nothing, or nothing yet that was said
     */
    public static List<CashEvent.Moved> of(
            PortfolioState state, Optional<Currency> asset, Optional<String> reason) {
        Reconciler reconciler = state.reconciler();
        return reconciler.standing().stream()
                .filter(item -> asset.isEmpty() || asset.get().equals(item.asset()))
                .map(item -> movement(state, item, reconciler.saidAt().orElseThrow(), reason))
                .toList();
    }

    private static CashEvent.Moved movement(
            PortfolioState state, Item item, Instant at, Optional<String> reason) {
        return new CashEvent.Moved(
                state.portfolioId(),
                RunId.NONE,
                "reconciliation-" + at + "-" + item.asset(),
                MovementKind.ADJUSTMENT,
                item.difference(),
                item.asset(),
                Optional.of(CashAccount.VENUE),
                Optional.of(
                        "reconciliation: "
                                + item.cause()
                                + reason.map(why -> ", " + why).orElse("")),
                at);
    }
}
