package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.tradesync.domain.FillBooking;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncResult;
import dev.holdfast.tradesync.domain.VenueFill;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Where what a venue said is committed. */
public interface Ledger {

    /** The portfolio's state, all that was folded before included. */
    PortfolioSync committed(PortfolioId portfolio);

    /** Folds an answer in; state, events and rows are committed together when it returns. */
    PortfolioSync update(PortfolioId portfolio, Function<PortfolioSync, SyncResult> fold);

    /** What was booked of these fills before. */
    FillBooking.Known known(PortfolioSync state, List<VenueFill> fills);

    Instant wallClock();
}
