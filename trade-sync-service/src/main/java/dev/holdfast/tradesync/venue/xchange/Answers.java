package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.event.VenueEvent.Balance;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.tradesync.domain.VenueMovement;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What exchanges answer, in our words; what cannot be said in them is refused, never guessed. */
final class Answers {

    private static final int MOST_OF_A_CURRENCY_NAME = 12;

    private Answers() {}

    /** Balances that are zero are left out, and so are names that are no currency on the wire. */
    static List<Balance> balances(
            Map<String, BigDecimal> totals, Map<String, BigDecimal> available) {
        List<Balance> balances = new ArrayList<>();
        totals.forEach(
                (currency, total) -> {
                    if (total.signum() != 0
                            && currency.matches("[A-Z0-9.]{1," + MOST_OF_A_CURRENCY_NAME + "}")) {
                        balances.add(
                                new Balance(
                                        Currency.of(currency),
                                        total,
                                        available.getOrDefault(currency, total)));
                    }
                });
        return balances;
    }

    /**
     * A fee, where there is one. One without its currency cannot be booked and is never guessed.
     */
    static List<Money> fees(BigDecimal amount, String currency, String fill) {
        if (amount == null || amount.signum() == 0) {
            return List.of();
        }
        if (currency == null || currency.isBlank()) {
            throw new IllegalArgumentException(
                    "The fee of fill " + fill + " is " + amount + " of no currency.");
        }
        return List.of(new Money(amount, Currency.of(currency)));
    }

    /** An order that is on its way: open, or filled in part. */
    static OrderStatus open(Quantity filled) {
        return filled.isZero() ? OrderStatus.OPEN : OrderStatus.PARTIALLY_FILLED;
    }

    /** A step of so many decimals. */
    static BigDecimal step(int decimals) {
        return BigDecimal.ONE.movePointLeft(decimals);
    }

    static BigDecimal orZero(BigDecimal number) {
        return number == null ? BigDecimal.ZERO : number;
    }

    /** The client's id of an order, where it has one. */
    static Optional<ClientOrderId> clientId(String text) {
        return Optional.ofNullable(text).filter(id -> !id.isEmpty()).map(ClientOrderId::of);
    }

    /**
     * A movement of the account.
     *
     * @param amount as it changed the balance: below zero for what left
     */
    static VenueMovement movement(
            String id, BigDecimal amount, String currency, String reason, Instant at) {
        return new VenueMovement(
                id,
                amount.signum() < 0 ? MovementKind.WITHDRAWAL : MovementKind.DEPOSIT,
                new Money(amount.abs(), Currency.of(currency)),
                reason,
                at);
    }
}
