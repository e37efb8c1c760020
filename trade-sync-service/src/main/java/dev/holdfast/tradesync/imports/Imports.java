package dev.holdfast.tradesync.imports;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.tradesync.domain.Change;
import dev.holdfast.tradesync.domain.Known;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncResult;
import dev.holdfast.tradesync.imports.domain.ImportBooking;
import dev.holdfast.tradesync.store.ImportStore;
import dev.holdfast.tradesync.sync.Ledger;
import dev.holdfast.tradesync.venue.VenueAdapter;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Books what was imported, by the thread that syncs the portfolio: both book fills, and what one
 * asks the store for must not be booked by the other meanwhile.
 */
@ApplicationScoped
public class Imports {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ImportStore store;
    private final Ledger ledger;

    Imports(ImportStore store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    /** Books all parts that wait. */
    public void book(PortfolioSync state, Optional<VenueAdapter> venue) {
        String account =
                venue.map(adapter -> adapter.accountName(state.portfolio()))
                        .orElse(state.portfolio().value());
        for (Optional<ImportStore.Part> next = next(state); next.isPresent(); next = next(state)) {
            book(state, account, next.get());
        }
    }

    private Optional<ImportStore.Part> next(PortfolioSync state) {
        return store.next(state.portfolio()).await().atMost(PATIENCE);
    }

    private void book(PortfolioSync started, String account, ImportStore.Part part) {
        Known before = ledger.known(started, account, part.fills());
        Set<TradeEvent.FillKey> wanted = ImportBooking.wanted(started, part.fills(), before);
        Known known =
                wanted.isEmpty() ? before : before.claimed(wanted, ledger.claim(account, wanted));
        ledger.update(
                started.portfolio(),
                state -> {
                    ImportBooking.Booked booked =
                            ImportBooking.book(
                                    state,
                                    part.fills(),
                                    known,
                                    part.baseline(),
                                    ledger.wallClock());
                    ImportBooking.Counts counts = booked.counts();
                    return booked.result()
                            .then(
                                    after ->
                                            new SyncResult(
                                                    after,
                                                    List.of(),
                                                    List.of(
                                                            new Change.ImportBooked(
                                                                    after.portfolio(),
                                                                    part.importId(),
                                                                    part.number(),
                                                                    counts.booked(),
                                                                    counts.known(),
                                                                    counts.differing(),
                                                                    counts.others()))));
                });
    }
}
