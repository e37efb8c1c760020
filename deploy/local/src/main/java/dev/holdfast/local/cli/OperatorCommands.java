package dev.holdfast.local.cli;

import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.local.Service;
import dev.holdfast.local.StartFailure;
import dev.holdfast.local.TopicWriter;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a person orders of a portfolio, or of all, published to {@code operator-commands.v1}. */
public final class OperatorCommands {

    private static final String SOURCE = "holdfast-cli";

    private OperatorCommands() {}

    /** What every order says, besides what is ordered. */
    abstract static class Order implements Runnable {

        @Mixin private Target target;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
        private String reason = "ordered on the command line";

        /** Whose it is. */
        abstract PortfolioId portfolio();

        Target target() {
            return target;
        }

        /** The event, with what is common to all of them. */
        abstract OperatorCommand event(Common common);

        @Override
        public void run() {
            OperatorCommand event =
                    event(
                            new Common(
                                    portfolio(),
                                    "cli-" + UUID.randomUUID(),
                                    System.getProperty("user.name"),
                                    reason,
                                    Instant.now()));
            try (TopicWriter writer = new TopicWriter(target.bootstrapServers(), SOURCE)) {
                writer.sendAndAwait(event);
            }
            System.out.printf(
                    "%s is ordered for %s (command %s).%n",
                    Topic.typeOf(event),
                    event.portfolioId().isAll() ? "all portfolios" : event.portfolioId(),
                    event.commandId());
            if (target.isHere() && !event.portfolioId().isAll()) {
                doubt(event.portfolioId());
            }
        }

        /** Sent in any case, since an order must not wait for a service; a wrong name is said. */
        private void doubt(PortfolioId portfolio) {
            try {
                target.rest(Service.PORTFOLIO).get("/portfolios/" + portfolio);
            } catch (StartFailure unknown) {
                System.err.println(
                        "Look at the name, it may have reached nobody: " + unknown.getMessage());
            }
        }
    }

    /** An order for one portfolio. */
    abstract static class OrderForOne extends Order {

        @Parameters(index = "0", paramLabel = "PORTFOLIO", description = "Whose it is.")
        private String portfolio = "";

        @Override
        PortfolioId portfolio() {
            return PortfolioId.of(portfolio);
        }
    }

    /** An order for one portfolio, or for all of them, those to come among them. */
    abstract static class Switch extends Order {

        @ArgGroup(multiplicity = "1")
        private Which which = new Which();

        /** One or all. */
        static final class Which {

            @Parameters(index = "0", paramLabel = "PORTFOLIO", description = "Whose it is.")
            private Optional<String> portfolio = Optional.empty();

            @Option(names = "--all", description = "All portfolios; ended by activate --all alone.")
            private boolean all;
        }

        @Override
        PortfolioId portfolio() {
            return which.portfolio.map(PortfolioId::of).orElse(PortfolioId.ALL);
        }
    }

    /** Who orders, for which portfolio, why and when. */
    record Common(
            PortfolioId portfolio, String commandId, String operator, String reason, Instant at) {}

    /** Stops bots. */
    @Command(
            name = "halt",
            description = "Stop bots; stops and targets stay alive unless --no-exits is given.")
    public static final class Halt extends Switch {

        @Option(names = "--no-exits", description = "Let nothing pass: stops are inactive too.")
        private boolean noExits;

        @Override
        OperatorCommand event(Common common) {
            return new OperatorCommand.Halt(
                    common.portfolio(),
                    RunId.NONE,
                    common.commandId(),
                    common.operator(),
                    common.reason(),
                    Optional.of(!noExits),
                    common.at());
        }
    }

    /** Lets bots trade again. */
    @Command(
            name = "activate",
            description = "Let bots trade; a halt of all portfolios holds until activate --all.")
    public static final class Activate extends Switch {

        @Override
        OperatorCommand event(Common common) {
            return new OperatorCommand.Activate(
                    common.portfolio(),
                    RunId.NONE,
                    common.commandId(),
                    common.operator(),
                    common.reason(),
                    common.at());
        }
    }

    /** Pauses entries. */
    @Command(name = "reduce-only", description = "Pause entries: only what reduces passes.")
    public static final class ReduceOnly extends Switch {

        @Override
        OperatorCommand event(Common common) {
            return new OperatorCommand.ReduceOnly(
                    common.portfolio(),
                    RunId.NONE,
                    common.commandId(),
                    common.operator(),
                    common.reason(),
                    common.at());
        }
    }

    /** Leaves a position. */
    @Command(name = "close", description = "Leave a position, whole or in part.")
    public static final class Close extends OrderForOne {

        @Parameters(index = "1", paramLabel = "SYMBOL", description = "Such as BTC/USD.")
        private String symbol = "";

        @Option(names = "--quantity", paramLabel = "N", description = "Only so much of it.")
        private Optional<String> quantity = Optional.empty();

        @Override
        OperatorCommand event(Common common) {
            return new OperatorCommand.ClosePosition(
                    common.portfolio(),
                    RunId.NONE,
                    common.commandId(),
                    common.operator(),
                    common.reason(),
                    Symbol.of(symbol),
                    quantity.map(text -> new Quantity(Decimals.parse(text, "--quantity"))),
                    common.at());
        }
    }

    /** Withdraws an order. */
    @Command(name = "cancel", description = "Withdraw an open order.")
    public static final class Cancel extends OrderForOne {

        @Parameters(
                index = "1",
                paramLabel = "CLIENT_ORDER_ID",
                description = "As the bot named it.")
        private String order = "";

        @Override
        OperatorCommand event(Common common) {
            return new OperatorCommand.CancelOrder(
                    common.portfolio(),
                    RunId.NONE,
                    common.commandId(),
                    common.operator(),
                    common.reason(),
                    ClientOrderId.of(order),
                    common.at());
        }
    }
}
