package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.value.PortfolioId;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * Says that a portfolio wants to be looked at. It carries no facts: what is to be done stands in
 * the portfolio's state, and a call that goes lost is made good by the next interval.
 */
@ApplicationScoped
public class Attention {

    /** How much is wanted. */
    public enum Wanted {
        /** Approvals and cancellations wait. */
        ORDERS,
        /** Fills, balances and the venue's clock are read now and then. */
        LOOK,
        /** The same, and its end shall be said where the venue's clock has gone on. */
        SYNC,
        /** The same, and its end shall be said even where nothing has changed. */
        SYNC_ON_REQUEST
    }

    private final AtomicReference<BiConsumer<PortfolioId, Wanted>> listener =
            new AtomicReference<>((portfolio, wanted) -> {});

    public void orders(PortfolioId portfolio) {
        listener.get().accept(portfolio, Wanted.ORDERS);
    }

    public void look(PortfolioId portfolio) {
        listener.get().accept(portfolio, Wanted.LOOK);
    }

    public void sync(PortfolioId portfolio) {
        listener.get().accept(portfolio, Wanted.SYNC);
    }

    public void syncOnRequest(PortfolioId portfolio) {
        listener.get().accept(portfolio, Wanted.SYNC_ON_REQUEST);
    }

    void listen(BiConsumer<PortfolioId, Wanted> to) {
        listener.set(to);
    }
}
