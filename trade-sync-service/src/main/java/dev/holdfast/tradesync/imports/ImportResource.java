package dev.holdfast.tradesync.imports;

import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.StoredStates;
import dev.holdfast.runtime.web.Effects;
import dev.holdfast.runtime.web.Problem.FieldError;
import dev.holdfast.runtime.web.ProblemException;
import dev.holdfast.tradesync.domain.Account;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.imports.domain.ExportFormat;
import dev.holdfast.tradesync.imports.domain.TradeExport;
import dev.holdfast.tradesync.store.ImportStore;
import dev.holdfast.tradesync.store.SyncStore;
import dev.holdfast.tradesync.venue.Venues;

import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Imports of trade histories. */
@Path("/portfolios/{id}/trade-imports")
@Produces(MediaType.APPLICATION_JSON)
public class ImportResource {

    private final ImportStore store;
    private final SyncStore syncs;
    private final StoredStates<PortfolioSync> states;
    private final Venues venues;
    private final Effects effects;

    ImportResource(
            ImportStore store,
            SyncStore syncs,
            StoredStates<PortfolioSync> states,
            Venues venues,
            Effects effects) {
        this.store = store;
        this.syncs = syncs;
        this.states = states;
        this.venues = venues;
        this.effects = effects;
    }

    /**
     * What became of an import.
     *
     * @param state BOOKED, or WAITING while parts of it are not booked
     * @param newTrades booked for the first time, with origin IMPORTED
     * @param knownTrades booked before, and the same
     * @param differingTrades booked before, and otherwise: they stay as the venue told them
     * @param otherTrades of another portfolio on the account, or of an order that is still open
     */
    public record View(
            String importId,
            String state,
            int newTrades,
            int knownTrades,
            int differingTrades,
            int otherTrades) {

        private static View of(String id, ImportStore.Progress progress) {
            return new View(
                    id,
                    progress.waiting() == 0 ? "BOOKED" : "WAITING",
                    progress.booked(),
                    progress.known(),
                    progress.differing(),
                    progress.others());
        }
    }

    /**
     * Books the fills of a file; the same file again finds them known.
     *
     * @param baseline whether they are what the account held before: those that are booked for the
     *     first time get the tag {@code baseline}
     */
    @POST
    @Consumes({"text/csv", MediaType.TEXT_PLAIN})
    public Uni<Response> add(
            @PathParam("id") String id,
            @QueryParam("format") @DefaultValue("generic") String format,
            @QueryParam("columns") Optional<String> columns,
            @QueryParam("baseline") @DefaultValue("false") String baseline,
            String file) {
        boolean before = flag("baseline", baseline);
        ExportFormat from = format(format);
        TradeExport.Read read = TradeExport.read(from, columns(columns), file);
        if (!read.faults().isEmpty()) {
            throw ProblemException.invalid(
                    read.faults().stream()
                            .map(fault -> new FieldError("line " + fault.line(), fault.message()))
                            .toList());
        }
        String importId = importId(from, columns, before, file);
        return account(id)
                .invoke(state -> mustFit(state.account().orElseThrow(), from, read))
                .map(PortfolioSync::portfolio)
                .call(portfolio -> store.add(portfolio, importId, read.fills(), before))
                .call(syncs::requestSync)
                .chain(
                        portfolio ->
                                effects.await(() -> booked(portfolio, importId))
                                        .map(done -> answer(portfolio, importId, done)));
    }

    @GET
    @Path("/{import}")
    public Uni<View> one(@PathParam("id") String id, @PathParam("import") String importId) {
        return account(id)
                .chain(state -> store.progress(state.portfolio(), importId))
                .map(
                        progress ->
                                View.of(
                                        importId,
                                        progress.orElseThrow(
                                                () ->
                                                        ProblemException.notFound(
                                                                "UNKNOWN_IMPORT",
                                                                "There is no import "
                                                                        + importId
                                                                        + "."))));
    }

    private Uni<Optional<View>> booked(PortfolioId portfolio, String importId) {
        return store.progress(portfolio, importId)
                .map(
                        progress ->
                                progress.filter(done -> done.waiting() == 0)
                                        .map(done -> View.of(importId, done)));
    }

    private static Response answer(PortfolioId portfolio, String importId, Optional<View> done) {
        return done.map(view -> Response.ok(view).build())
                .orElseGet(
                        () ->
                                Response.accepted(
                                                Map.of(
                                                        "import_id",
                                                        importId,
                                                        "see",
                                                        "/portfolios/"
                                                                + portfolio
                                                                + "/trade-imports/"
                                                                + importId))
                                        .build());
    }

    /** A fill must have one identity: that of the venue whose API tells it too. */
    private void mustFit(Account account, ExportFormat format, TradeExport.Read read) {
        String venue = format.name().toLowerCase(Locale.ROOT);
        if (format != ExportFormat.GENERIC && !account.venue().value().equals(venue)) {
            throw ProblemException.field(
                    "format",
                    "must be of the portfolio's venue, which is "
                            + account.venue()
                            + ", or generic");
        }
        if (read.derivedIds() > 0 && venues.serving(account).isPresent()) {
            throw ProblemException.unprocessable(
                    "NO_TRADE_IDS",
                    read.derivedIds()
                            + " rows carry no id of the venue, and this service reads the account's"
                            + " whole history with ids: imported too, they would be booked twice. POST"
                            + " …/sync brings them in.");
        }
    }

    private static ExportFormat format(String name) {
        try {
            return ExportFormat.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ProblemException.field(
                    "format", "must be kraken, binance, bitstamp or generic, not '" + name + "'");
        }
    }

    private static Map<String, String> columns(Optional<String> text) {
        Map<String, String> columns = new HashMap<>();
        for (String pair : text.map(all -> all.split(",")).orElse(new String[0])) {
            int colon = pair.indexOf(':');
            String field = colon < 0 ? pair : pair.substring(0, colon).strip();
            if (colon < 0 || !ExportFormat.FIELDS.contains(field)) {
                throw ProblemException.field(
                        "columns",
                        "must be pairs such as trade_id:Id of the fields "
                                + String.join(", ", ExportFormat.FIELDS));
            }
            columns.put(field, pair.substring(colon + 1).strip());
        }
        return columns;
    }

    private static boolean flag(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw ProblemException.field(name, "must be true or false, not '" + text + "'");
        };
    }

    private static String importId(
            ExportFormat format, Optional<String> columns, boolean baseline, String file) {
        String how = format.name() + (baseline ? " baseline" : "");
        List<String> parts = List.of(how, columns.orElse(""), file);
        return UUID.nameUUIDFromBytes(String.join("\n", parts).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private Uni<PortfolioSync> account(String id) {
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
                                        .orElseThrow(() -> unknown(id)));
    }

    private static ProblemException unknown(String id) {
        return ProblemException.notFound(
                "UNKNOWN_PORTFOLIO", "There is no portfolio " + id + ": create it first.");
    }
}
