package dev.holdfast.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.local.Service;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What proves and mends a portfolio's ledger. */
public final class LedgerCommands {

    private static final long BETWEEN_LOOKS_NANOS = 500_000_000;

    private LedgerCommands() {}

    /** Folds again from the topics. */
    @Command(name = "rebuild", description = "Fold a ledger again from its topics.")
    public static final class Rebuild {

        @Command(
                name = "portfolio",
                description = "Compare one with what its topics come to, and swap only if asked.")
        int portfolio(
                @Mixin Target target,
                @Option(names = "--portfolio", required = true, paramLabel = "ID") String id,
                @Option(
                                names = "--swap",
                                description =
                                        "Put the rebuilt ledger in the place of the live one.")
                        boolean swap) {
            Rest rest = target.rest(Service.PORTFOLIO);
            String path = "/portfolios/" + PortfolioId.of(id);
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("swap", swap);
            JsonNode rebuild = rest.post(path + "/rebuild", body);
            String place = path + "/rebuilds/" + rebuild.path("rebuild_id").asText();
            while (!rebuild.hasNonNull("report")) {
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
                rebuild = rest.get(place);
            }
            System.out.println(Rest.pretty(rebuild));
            boolean equal = rebuild.at("/report/difference_count").asInt(-1) == 0;
            boolean finished = rebuild.path("status").asText().equals("FINISHED");
            return finished && (equal || rebuild.at("/report/swapped").asBoolean()) ? 0 : 1;
        }
    }

    /** Books what reconciliation found. */
    @Command(
            name = "adjust",
            description = "Book the standing differences between ledger and venue as adjustments.")
    public static final class Adjust implements Runnable {

        @Mixin private Target target;

        @Parameters(index = "0", paramLabel = "PORTFOLIO", description = "Whose it is.")
        private String portfolio = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "ASSET",
                description = "The one to adjust, such as BTC; all that differ unless given.")
        private Optional<String> asset = Optional.empty();

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
        private Optional<String> reason = Optional.empty();

        @Override
        public void run() {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            asset.ifPresent(code -> body.put("asset", code));
            reason.ifPresent(why -> body.put("reason", why));
            String path = "/portfolios/" + PortfolioId.of(portfolio) + "/adjustments";
            System.out.println(Rest.pretty(target.rest(Service.PORTFOLIO).post(path, body)));
        }
    }
}
