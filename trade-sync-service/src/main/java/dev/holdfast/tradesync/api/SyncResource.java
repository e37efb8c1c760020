package dev.holdfast.tradesync.api;

import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.Portfolios;
import dev.holdfast.runtime.handler.StoredStates;
import dev.holdfast.runtime.web.Page;
import dev.holdfast.runtime.web.ProblemException;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.store.Stored;
import dev.holdfast.tradesync.store.SyncStore;
import dev.holdfast.tradesync.store.SyncStore.After;
import dev.holdfast.tradesync.sync.Attention;

import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

import org.jboss.resteasy.reactive.ResponseStatus;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A portfolio's orders and fills at its venue. */
@Path("/portfolios/{id}")
public class SyncResource {

    private static final int MOST = 1000;

    private final SyncStore store;
    private final StoredStates<PortfolioSync> states;

    private final Portfolios<PortfolioSync> portfolios;
    private final Attention attention;

    SyncResource(
            SyncStore store,
            StoredStates<PortfolioSync> states,
            Portfolios<PortfolioSync> portfolios,
            Attention attention) {
        this.store = store;
        this.states = states;
        this.portfolios = portfolios;
        this.attention = attention;
    }

    /** The last approved first. */
    @GET
    @Path("/orders")
    public Uni<Page<Stored.Order>> orders(
            @PathParam("id") String id,
            @QueryParam("after") Optional<String> after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        After from = after(after);
        int most = limit(limit);
        return known(id)
                .chain(portfolio -> store.orders(portfolio, from, most))
                .map(
                        orders ->
                                page(
                                        orders,
                                        most,
                                        order -> order.approvedAt() + "|" + order.clientOrderId()));
    }

    /** The latest first. */
    @GET
    @Path("/trades")
    public Uni<Page<Stored.Trade>> trades(
            @PathParam("id") String id,
            @QueryParam("after") Optional<String> after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        After from = after(after);
        int most = limit(limit);
        return known(id)
                .chain(portfolio -> store.trades(portfolio, from, most))
                .map(trades -> page(trades, most, SyncResource::place));
    }

    /** Fills on the account that are nobody's until an operator assigns them, the latest first. */
    @GET
    @Path("/unassigned-trades")
    public Uni<Page<Stored.Held>> unassigned(
            @PathParam("id") String id,
            @QueryParam("after") Optional<String> after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        After from = after(after);
        int most = limit(limit);
        return known(id)
                .chain(portfolio -> store.unassigned(portfolio, from, most))
                .map(fills -> page(fills, most, fill -> fill.occurredAt() + "|" + fill.tradeId()));
    }

    private static String place(Stored.Trade trade) {
        return trade.occurredAt() + "|" + trade.tradeId();
    }

    /** How far the fills are known, by symbol. */
    @GET
    @Path("/cursors")
    public Uni<Page<Stored.Cursor>> cursors(@PathParam("id") String id) {
        return known(id).chain(store::cursors).map(Page::of);
    }

    /** Accepted: what the venue has is read soon, and {@code sync.completed} says when. */
    @POST
    @Path("/sync")
    @ResponseStatus(202)
    public Uni<Map<String, String>> sync(@PathParam("id") String id) {
        return known(id)
                .call(this::request)
                .map(portfolio -> Map.of("see", "/portfolios/" + portfolio + "/trades"));
    }

    /** Here it begins at once; another instance finds the request. */
    private Uni<Void> request(PortfolioId portfolio) {
        if (portfolios.owned(portfolio).isEmpty()) {
            return store.requestSync(portfolio);
        }
        attention.syncOnRequest(portfolio);
        return Uni.createFrom().voidItem();
    }

    private Uni<PortfolioId> known(String id) {
        PortfolioId portfolio;
        try {
            portfolio = PortfolioId.of(id);
        } catch (InvalidValue e) {
            return Uni.createFrom().failure(unknown(id));
        }
        return states.find(portfolio)
                .map(
                        state ->
                                state.filter(found -> found.account().isPresent())
                                        .map(PortfolioSync::portfolio)
                                        .orElseThrow(() -> unknown(id)));
    }

    private static ProblemException unknown(String id) {
        return ProblemException.notFound(
                "UNKNOWN_PORTFOLIO", "There is no portfolio " + id + ": create it first.");
    }

    private static int limit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.field("limit", "must be from 1 to " + MOST);
        }
        return limit;
    }

    private static After after(Optional<String> text) {
        if (text.isEmpty()) {
            return After.NOTHING;
        }
        int bar = text.get().indexOf('|');
        try {
            return new After(
                    Instant.parse(text.get().substring(0, Math.max(0, bar))),
                    text.get().substring(bar + 1));
        } catch (DateTimeException e) {
            throw ProblemException.field("after", "must be the 'next' of a page before");
        }
    }

    private static <T> Page<T> page(List<T> items, int limit, Function<T, String> key) {
        return new Page<>(
                items,
                items.size() < limit ? Optional.empty() : Optional.of(key.apply(items.getLast())));
    }
}
