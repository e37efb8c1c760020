package dev.holdfast.reporting.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.reporting.domain.entry.Part;
import dev.holdfast.reporting.domain.live.BotContext;
import dev.holdfast.reporting.domain.live.BotContext.Section;
import dev.holdfast.reporting.store.ReportingStore;
import dev.holdfast.runtime.web.ProblemException;

import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import java.util.ArrayList;
import java.util.List;

/** What a bot should know of its portfolio before it decides, within the bytes it can spare. */
@Path("/portfolios/{id}/context")
@Produces(MediaType.APPLICATION_JSON)
public class ContextResource {

    private static final int NORMALLY = 8000;
    private static final int LEAST = 500;
    private static final int MOST = 1_000_000;

    private final ReportingStore store;

    ContextResource(ReportingStore store) {
        this.store = store;
    }

    @GET
    public Uni<String> context(@PathParam("id") String id, @QueryParam("budget") Integer budget) {
        int bytes = budget == null ? NORMALLY : budget;
        if (bytes < LEAST || bytes > MOST) {
            throw ProblemException.field(
                    "budget", "must be from " + LEAST + " to " + MOST + " bytes");
        }
        return store.partsAfter(id, 0)
                .map(parts -> Known.of(id, parts))
                .map(known -> BotContext.within(sections(known), bytes));
    }

    private static List<Section> sections(Known known) {
        List<Section> sections = new ArrayList<>();
        sections.add(Section.value("aggregates", 1, aggregates(known).toString()));
        list(
                sections,
                known,
                Part.POSITIONS,
                "positions",
                2,
                "symbol",
                "quantity",
                "average_price",
                "mark",
                "marked_at",
                "unrealized_pnl",
                "realized_pnl",
                "exposure_base",
                "today_pnl_base",
                "cycle_opened_at");
        list(
                sections,
                known,
                Part.PLANS,
                "plans",
                3,
                "plan_id",
                "symbol",
                "side",
                "quantity",
                "status",
                "entry_price",
                "stop_price",
                "target_price",
                "version",
                "expires_at",
                "unwatched");
        list(
                sections,
                known,
                Part.OPEN_ORDERS,
                "open_orders",
                4,
                "client_order_id",
                "symbol",
                "side",
                "order_type",
                "quantity",
                "filled_quantity",
                "limit_price",
                "status",
                "placed_at");
        list(
                sections,
                known,
                Part.HEADROOM,
                "headroom",
                5,
                "cap",
                "symbol",
                "left",
                "limit",
                "unit");
        value(
                sections,
                known,
                Part.VENUE,
                "venue",
                6,
                "venue",
                "state",
                "reason",
                "synced_through");
        list(sections, known, Part.ATTENTION, "attention", 7, "level", "code", "title", "detail");
        list(
                sections,
                known,
                Part.DECISIONS,
                "recent_decisions",
                8,
                "client_order_id",
                "occurred_at",
                "verdict",
                "symbol",
                "side",
                "quantity",
                "limit_price",
                "reasons",
                "suggested_quantity");
        list(
                sections,
                known,
                Part.FILLS,
                "recent_trades",
                9,
                "trade_id",
                "client_order_id",
                "occurred_at",
                "symbol",
                "side",
                "quantity",
                "price",
                "fees");
        value(
                sections,
                known,
                Part.LAST_DAY,
                "latest_end_of_day",
                10,
                "date",
                "timezone",
                "end_equity",
                "net_pnl",
                "trades",
                "max_drawdown",
                "provisional");
        list(
                sections,
                known,
                Part.RUNS,
                "runs",
                11,
                "run_id",
                "bot_version",
                "started_at",
                "ended_at");
        list(
                sections,
                known,
                Part.SLICES,
                "slices",
                12,
                "by",
                "key",
                "net_pnl",
                "gross_pnl",
                "fees",
                "llm_cost",
                "total_trades",
                "wins",
                "losses");
        return sections;
    }

    private static ObjectNode aggregates(Known known) {
        ObjectNode aggregates = JsonNodeFactory.instance.objectNode();
        aggregates.put("portfolio_id", known.id());
        pick(known, Part.PORTFOLIO, aggregates, "base_currency", "timezone", "mode");
        pick(
                known,
                Part.VALUATION,
                aggregates,
                "as_of",
                "equity",
                "contributed",
                "net_pnl",
                "gross_pnl",
                "realized_pnl",
                "unrealized_pnl",
                "fees",
                "llm_cost",
                "other_costs",
                "exposure_notional",
                "cash",
                "open_positions",
                "total_trades",
                "wins",
                "losses",
                "drawdown",
                "missing");
        known.text(Part.TODAY, "net_pnl").ifPresent(n -> aggregates.put("today_net_pnl", n));
        known.text(Part.TRADING_STATE, "state")
                .ifPresent(state -> aggregates.put("trading_state", state));
        known.now().ifPresent(now -> aggregates.put("now", now.toString()));
        return aggregates;
    }

    private static void pick(Known known, Part part, ObjectNode into, String... fields) {
        known.part(part).ifPresent(body -> copy(body, into, fields));
    }

    private static void value(
            List<Section> sections,
            Known known,
            Part part,
            String name,
            int rank,
            String... fields) {
        known.part(part)
                .map(body -> Section.value(name, rank, compact(body, fields)))
                .ifPresent(sections::add);
    }

    private static void list(
            List<Section> sections,
            Known known,
            Part part,
            String name,
            int rank,
            String... fields) {
        List<String> items = new ArrayList<>();
        known.part(part).ifPresent(body -> body.forEach(item -> items.add(compact(item, fields))));
        sections.add(Section.list(name, rank, items));
    }

    private static String compact(JsonNode body, String... fields) {
        ObjectNode small = JsonNodeFactory.instance.objectNode();
        copy(body, small, fields);
        return small.toString();
    }

    /** What is unknown is left out, which costs no bytes. */
    private static void copy(JsonNode body, ObjectNode into, String... fields) {
        for (String field : fields) {
            if (body.hasNonNull(field)) {
                into.set(field, body.get(field));
            }
        }
    }
}
