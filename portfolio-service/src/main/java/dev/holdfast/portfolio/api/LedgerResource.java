package dev.holdfast.portfolio.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.PortfolioStateEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.portfolio.domain.DailyReturns;
import dev.holdfast.portfolio.domain.Lot;
import dev.holdfast.portfolio.domain.PortfolioState;
import dev.holdfast.portfolio.domain.Position;
import dev.holdfast.portfolio.domain.SliceBy;
import dev.holdfast.portfolio.domain.Valuation;
import dev.holdfast.portfolio.domain.Valuations;
import dev.holdfast.portfolio.store.Archive;
import dev.holdfast.portfolio.store.Histories;
import dev.holdfast.runtime.web.Page;
import dev.holdfast.runtime.web.ProblemException;

import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a portfolio holds, what came of it, and the fills that made it. */
@Path("/portfolios/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class LedgerResource {

    private static final ObjectMapper JSON = EventCodec.mapper();

    private final Known known;
    private final Histories histories;
    private final Archive archive;

    LedgerResource(Known known, Histories histories, Archive archive) {
        this.known = known;
        this.histories = histories;
        this.archive = archive;
    }

    /** An open part of a position; with average cost there is one for each bot version and run. */
    public record LotView(
            Symbol symbol,
            String lotId,
            TradeId tradeId,
            Optional<String> botVersion,
            String runId,
            Instant openedAt,
            BigDecimal quantity,
            BigDecimal remainingQuantity,
            BigDecimal price,
            BigDecimal cost) {

        /**
         * @param number of the lots that fills with this trade id opened
         */
        static LotView of(Symbol symbol, Lot lot, int number) {
            return new LotView(
                    symbol,
                    symbol + ":" + lot.tradeId() + (number == 1 ? "" : ":" + number),
                    lot.tradeId(),
                    lot.by().botVersion().map(Object::toString),
                    lot.by().runId().value(),
                    lot.openedAt(),
                    Decimals.published(lot.quantity()),
                    Decimals.published(lot.remaining()),
                    Decimals.published(lot.price()),
                    Decimals.published(lot.cost()));
        }
    }

    /** Positions by symbol; {@code include=flat} adds those that hold nothing now. */
    @GET
    @Path("/positions")
    public Uni<Page<PortfolioStateEvent.Position>> positions(
            @PathParam("id") PortfolioId id, @QueryParam("include") Optional<String> include) {
        if (include.isPresent() && !include.get().equals("flat")) {
            throw ProblemException.field("include", "must be flat, or be left out");
        }
        return valued(id)
                .map(
                        valuation ->
                                Page.of(
                                        include.isPresent()
                                                ? valuation.positions()
                                                : valuation.open()));
    }

    /** Open lots in the order in which they were opened. */
    @GET
    @Path("/lots")
    public Uni<Page<LotView>> lots(@PathParam("id") PortfolioId id) {
        return known.portfolio(id)
                .map(
                        state -> {
                            List<LotView> lots = new ArrayList<>();
                            for (Position position :
                                    state.journal().orElseThrow().current().positions().values()) {
                                Map<TradeId, Integer> opened = new HashMap<>();
                                for (Lot lot : position.lots()) {
                                    int number = opened.merge(lot.tradeId(), 1, Integer::sum);
                                    lots.add(LotView.of(position.symbol(), lot, number));
                                }
                            }
                            return Page.of(lots);
                        });
    }

    /**
     * The figures of the whole, or with {@code by} of its slices: bot_version, run_id, symbol, side
     * or tag.
     */
    @GET
    @Path("/stats")
    public Uni<Object> stats(
            @PathParam("id") PortfolioId id, @QueryParam("by") Optional<String> by) {
        Optional<SliceBy> slicing =
                by.map(
                        name ->
                                SliceBy.named(name)
                                        .orElseThrow(
                                                () ->
                                                        ProblemException.field(
                                                                "by",
                                                                "must be one of "
                                                                        + Arrays.stream(
                                                                                        SliceBy
                                                                                                .values())
                                                                                .map(
                                                                                        SliceBy
                                                                                                ::wireName)
                                                                                .toList())));
        return slicing.isEmpty()
                ? known.portfolio(id).chain(this::whole)
                : valued(id)
                        .map(
                                valuation ->
                                        Page.of(
                                                valuation.slices().stream()
                                                        .filter(
                                                                slice ->
                                                                        slice.by().equals(by.get()))
                                                        .toList()));
    }

    /** The figures of the whole, with what its days say. */
    private Uni<Object> whole(PortfolioState state) {
        return archive.days(state.portfolioId(), state.configuration().orElseThrow().timezone())
                .map(DailyReturns::between)
                .map(
                        daily -> {
                            ObjectNode stats = JSON.valueToTree(valued(state).stats());
                            stats.put("daily_returns", daily.returns().size());
                            stats.set("sharpe", decimal(daily.sharpe()));
                            stats.set("sortino", decimal(daily.sortino()));
                            return stats;
                        });
    }

    private static JsonNode decimal(Optional<BigDecimal> number) {
        return JSON.valueToTree(number.map(Decimals::published));
    }

    /** Fills, newest first; those that the venue withdrew say {@code cancelled}. */
    @GET
    @Path("/trades")
    public Uni<Page<ObjectNode>> trades(
            @PathParam("id") PortfolioId id,
            @QueryParam("after") Optional<String> after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        Paging paging = Paging.of(after, limit);
        return known.portfolio(id)
                .chain(state -> histories.fills(id, paging.place(), paging.limit()))
                .map(fills -> paging.page(fills, LedgerResource::trade));
    }

    private static ObjectNode trade(Histories.BookedFill fill) {
        ObjectNode view = JSON.valueToTree(fill.event());
        view.put("cancelled", fill.cancelled());
        view.put("corrections", fill.corrections());
        return view;
    }

    private Uni<Valuation> valued(PortfolioId id) {
        return known.portfolio(id).map(this::valued);
    }

    private Valuation valued(PortfolioState state) {
        return Valuations.latest(state, known.market(), known.now(state));
    }
}
