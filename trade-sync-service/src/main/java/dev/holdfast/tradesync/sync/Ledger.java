package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.tradesync.domain.Known;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncResult;
import dev.holdfast.tradesync.domain.VenueFill;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Where what a venue said is committed. */
public interface Ledger {

    /** The portfolio's state, all that was folded before included. */
    PortfolioSync committed(PortfolioId portfolio);

    /** The state as of its last commit; what is being folded just now is not waited for. */
    PortfolioSync seen(PortfolioId portfolio);

    /** Folds an answer in; state, events and rows are committed together when it returns. */
    default PortfolioSync update(PortfolioId portfolio, Function<PortfolioSync, SyncResult> fold) {
        return begin(portfolio, fold).committed();
    }

    /** The same without waiting for the commit. Updates are folded in the order of their calls. */
    Update begin(PortfolioId portfolio, Function<PortfolioSync, SyncResult> fold);

    /** An update on its way. */
    interface Update {

        /** Waits for its commit; fails as the update did. */
        PortfolioSync committed();
    }

    /**
     * What is known of these fills.
     *
     * @param account of the venue, on which the portfolio trades
     */
    Known known(PortfolioSync state, String account, List<VenueFill> fills);

    /** Takes foreign fills for their portfolio, and tells which of them it has. */
    Set<TradeEvent.FillKey> claim(String account, Set<TradeEvent.FillKey> wanted);

    /** Fills that wait and must be judged again, at most as many as can be judged at once. */
    List<VenueFill> toJudge(PortfolioSync state);

    /** Whether any fill waits. */
    boolean holds(PortfolioId portfolio);

    Instant wallClock();
}
