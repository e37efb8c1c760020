package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Symbol;

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

    /** An order that is counted, as it is now known. */
    record Order(Placed placed) implements Filed {}
}
