package dev.holdfast.local;

import dev.holdfast.local.cli.AssignCommand;
import dev.holdfast.local.cli.DeadLettersCommand;
import dev.holdfast.local.cli.ImportCommand;
import dev.holdfast.local.cli.LedgerCommands;
import dev.holdfast.local.cli.OperatorCommands;
import dev.holdfast.local.cli.PlanCommand;
import dev.holdfast.local.cli.PortfolioCommand;
import dev.holdfast.local.cli.StatusCommand;
import dev.holdfast.local.cli.SyncCommand;
import dev.holdfast.local.cli.TopicsCommand;
import dev.holdfast.local.demo.DemoCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What {@code ./holdfast} runs: it starts and stops deployments and carries out operators' orders.
 */
@Command(
        name = "./holdfast",
        description = "Multi-day positional trading, scoped to portfolios.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            DemoCommand.class,
            StatusCommand.class,
            PortfolioCommand.class,
            LedgerCommands.Rebuild.class,
            LedgerCommands.Adjust.class,
            PlanCommand.class,
            OperatorCommands.Halt.class,
            OperatorCommands.Activate.class,
            OperatorCommands.ReduceOnly.class,
            OperatorCommands.Close.class,
            OperatorCommands.Cancel.class,
            AssignCommand.class,
            ImportCommand.class,
            SyncCommand.class,
            DeadLettersCommand.class,
            TopicsCommand.class
        })
public final class Launcher {

    /** Ends with a status other than 0, and one sentence, where a command was not carried out. */
    public static void main(String[] arguments) {
        // Libraries chat; what matters to who typed the command comes as a sentence of its own.
        Logger.getLogger("").setLevel(Level.SEVERE);
        System.exit(commands().execute(arguments));
    }

    /** All commands, for one use. */
    public static CommandLine commands() {
        return new CommandLine(new Launcher())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            command.getErr().println(sentence(failure));
                            return CommandLine.ExitCode.SOFTWARE;
                        });
    }

    private static String sentence(Throwable failure) {
        Throwable told =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return told instanceof StartFailure || told instanceof IllegalArgumentException
                ? told.getMessage()
                : "Holdfast stopped on " + told + ".";
    }
}
