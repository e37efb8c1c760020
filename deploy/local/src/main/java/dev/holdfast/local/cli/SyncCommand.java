package dev.holdfast.local.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.local.Service;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Does not wait for the next interval. */
@Command(name = "sync", description = "Read a portfolio's fills, orders and balances now.")
public final class SyncCommand implements Runnable {

    @Mixin private Target target;

    @Parameters(paramLabel = "PORTFOLIO", description = "Whose.")
    private String portfolio;

    @Override
    public void run() {
        String path = "/portfolios/" + PortfolioId.of(portfolio);
        Rest rest = target.rest(Service.TRADE_SYNC);
        rest.post(path + "/sync", JsonNodeFactory.instance.objectNode());
        System.out.println(
                "Asked for. sync.completed on venue-state.v1 says its end; so far fills are known"
                        + " to:");
        System.out.println(Rest.pretty(rest.get(path + "/cursors").path("items")));
    }
}
