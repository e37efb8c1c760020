package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What the ledger puts away beside its state, to be fetched again for late records. */
public sealed interface Filed {

    /** The ledger at the beginning of a day; the latest that is filed counts. */
    record Day(Boundary boundary) implements Filed {}

    /** All spots of a symbol after an instant: whatever was filed there is void. */
    record Spots(Symbol symbol, Instant after, List<Spot> spots) implements Filed {
        public Spots {
            spots = List.copyOf(spots);
        }
    }

    /** One more spot. */
    record At(Spot spot) implements Filed {}

    /** At which rates a fill was booked; those of the last filing count. */
    record Rates(Fill fill) implements Filed {}

    /** At which rate a movement or a cost was booked that is not in the base currency. */
    record MoneyRate(BookedRates.MoneyId id, BigDecimal rate) implements Filed {}

    /** A rate that was missing when costs of a currency and an instant were booked. */
    record CostsRate(Currency currency, Instant at, BigDecimal rate) implements Filed {}

    /** An order that is counted, as it is now known. */
    record Order(Placed placed) implements Filed {}
}
