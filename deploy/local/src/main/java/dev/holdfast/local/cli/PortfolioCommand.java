package dev.holdfast.local.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.local.Service;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** Portfolios, as portfolio-service knows them. */
@Command(name = "portfolio", description = "List, show or create portfolios.")
public final class PortfolioCommand {

    private static final String ID = "The portfolio's id, such as swing.";

    @Command(name = "list", description = "All portfolios.")
    void list(@Mixin Target target) {
        System.out.println(Rest.pretty(target.rest(Service.PORTFOLIO).get("/portfolios")));
    }

    @Command(name = "show", description = "What one holds and is worth.")
    void show(@Mixin Target target, @Parameters(paramLabel = "ID", description = ID) String id) {
        Rest rest = target.rest(Service.PORTFOLIO);
        String path = "/portfolios/" + PortfolioId.of(id);
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.set("portfolio", rest.get(path));
        all.set("stats", rest.get(path + "/stats"));
        all.set("positions", rest.get(path + "/positions").path("items"));
        System.out.println(Rest.pretty(all));
    }

    @Command(name = "lots", description = "The open parts of its positions, in their order.")
    void lots(@Mixin Target target, @Parameters(paramLabel = "ID", description = ID) String id) {
        list(target, id, "/lots");
    }

    @Command(
            name = "trades",
            description = "Its fills, newest first; each says how often it was corrected.")
    void trades(
            @Mixin Target target,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Option(
                            names = "--last",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "How many; ${DEFAULT-VALUE} unless given.")
                    int last) {
        list(target, id, "/trades?limit=" + last);
    }

    @Command(
            name = "reconciliation",
            description = "What the venue holds against the ledger, and the likely causes.")
    void reconciliation(
            @Mixin Target target, @Parameters(paramLabel = "ID", description = ID) String id) {
        list(target, id, "/reconciliation");
    }

    private static void list(Target target, String id, String what) {
        Rest rest = target.rest(Service.PORTFOLIO);
        System.out.println(Rest.pretty(rest.get("/portfolios/" + PortfolioId.of(id) + what)));
    }

    @Command(name = "create", description = "Make one, in paper trading unless told otherwise.")
    void create(
            @Mixin Target target,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Option(
                            names = "--currency",
                            defaultValue = "USD",
                            description = "The base currency; ${DEFAULT-VALUE} unless given.")
                    String currency,
            @Option(
                            names = "--timezone",
                            description = "Where its days begin, such as Europe/Berlin.")
                    Optional<String> timezone,
            @Option(names = "--venue", description = "Where it trades, such as bitstamp.")
                    Optional<String> venue,
            @Option(
                            names = "--cost-basis",
                            paramLabel = "METHOD",
                            description = "AVERAGE, FIFO, LIFO or HIFO; AVERAGE unless given.")
                    Optional<String> costBasis,
            @Option(
                            names = "--live",
                            description =
                                    "Trade with real money, where holdfast.sync.live-trading is on"
                                            + " too.")
                    boolean live) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("portfolio_id", PortfolioId.of(id).toString()).put("base_currency", currency);
        timezone.ifPresent(zone -> body.put("timezone", zone));
        venue.ifPresent(name -> body.put("venue", name));
        costBasis.ifPresent(method -> body.put("cost_basis", method));
        if (live) {
            body.put("mode", "LIVE");
        }
        System.out.println(Rest.pretty(target.rest(Service.PORTFOLIO).post("/portfolios", body)));
    }
}
