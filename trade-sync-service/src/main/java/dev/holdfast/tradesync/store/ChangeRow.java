package dev.holdfast.tradesync.store;

import dev.holdfast.runtime.handler.Outcome;
import dev.holdfast.runtime.handler.Row;
import dev.holdfast.tradesync.domain.Change;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncResult;

/** A change on its way into the tables. */
public record ChangeRow(Change change) implements Row {

    /** A result of the rules as the runtime takes it. */
    public static Outcome<PortfolioSync> outcome(SyncResult result) {
        return new Outcome<>(
                result.state(),
                result.events(),
                result.changes().stream().<Row>map(ChangeRow::new).toList());
    }
}
