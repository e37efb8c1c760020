package dev.holdfast.local.cli;

import com.fasterxml.jackson.databind.JsonNode;

import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.local.Service;
import dev.holdfast.local.StartFailure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives a fill that is nobody's to a portfolio. */
@Command(
        name = "assign",
        description =
                "Give a portfolio a fill on its account that is nobody's; without a fill, list"
                        + " those.")
public final class AssignCommand extends OperatorCommands.OrderForOne {

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TRADE",
            description = "The venue's id of the fill.")
    private Optional<String> trade = Optional.empty();

    @Option(
            names = "--order",
            paramLabel = "ID",
            description = "The venue's id of its order, where that of the fill is not unique.")
    private Optional<String> order = Optional.empty();

    @Override
    public void run() {
        if (trade.isEmpty()) {
            System.out.println(Rest.pretty(unassigned()));
        } else {
            super.run();
        }
    }

    @Override
    OperatorCommand event(OperatorCommands.Common common) {
        JsonNode fill = chosen(trade.orElseThrow());
        return new OperatorCommand.AssignTrade(
                common.portfolio(),
                RunId.NONE,
                common.commandId(),
                common.operator(),
                common.reason(),
                Venue.of(fill.path("venue").asText()),
                Symbol.of(fill.path("symbol").asText()),
                OrderId.of(fill.path("order_id").asText()),
                TradeId.of(fill.path("trade_id").asText()),
                common.at());
    }

    /** The fill that is meant, as trade-sync-service shows it. */
    private JsonNode chosen(String tradeId) {
        List<JsonNode> fitting = new ArrayList<>();
        for (JsonNode fill : unassigned()) {
            if (fill.path("trade_id").asText().equals(tradeId)
                    && order.filter(id -> !id.equals(fill.path("order_id").asText())).isEmpty()) {
                fitting.add(fill);
            }
        }
        if (fitting.isEmpty()) {
            throw new StartFailure(
                    "No fill %s waits on the account of %s: ./holdfast assign %s lists those that do."
                            .formatted(tradeId, portfolio(), portfolio()));
        }
        if (fitting.size() > 1) {
            throw new StartFailure(
                    "%d fills have the id %s: name the order with --order."
                            .formatted(fitting.size(), tradeId));
        }
        return fitting.getFirst();
    }

    private JsonNode unassigned() {
        return target().rest(Service.TRADE_SYNC)
                .get("/portfolios/" + portfolio() + "/unassigned-trades?limit=1000")
                .path("items");
    }
}
