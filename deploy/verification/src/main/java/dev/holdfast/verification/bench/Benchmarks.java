package dev.holdfast.verification.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What {@code ./holdfast bench} runs. */
@Command(
        name = "./holdfast bench",
        description = "Measures one thing and reports every figure with its unit and its limit.",
        mixinStandardHelpOptions = true)
public final class Benchmarks implements Callable<Integer> {

    /** The script {@code ./holdfast} has the same names: it refuses others before it builds. */
    static final Map<String, Supplier<Benchmark>> ALL =
            new TreeMap<>(
                    Map.of(
                            "decisions", DecisionsBenchmark::new,
                            "ledger", LedgerBenchmark::new,
                            "plans", PlansBenchmark::new,
                            "sync", SyncBenchmark::new));

    @Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "What to measure.")
    private String name;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--scale",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "A share of the load, to try it: above 0, at most 1.")
    private double scale;

    @Option(names = "--check", description = "End with status 1 where a limit is missed.")
    private boolean check;

    @Override
    public Integer call() throws Exception {
        Supplier<Benchmark> benchmark = ALL.get(name);
        if (benchmark == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no benchmark '%s': there is %s."
                            .formatted(name, String.join(", ", ALL.keySet())));
        }
        Size size = size();
        Report report = new Report(name, size, Machine.here(), Instant.now(), System.out);
        benchmark.get().measure(report, size);
        if (json.isPresent()) {
            report.write(json.get());
        }
        report.conclude();
        return check && !report.keepsAllLimits() ? CommandLine.ExitCode.SOFTWARE : 0;
    }

    private Size size() {
        try {
            return new Size(scale);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Ends with a status other than 0 where nothing was measured. */
    public static void main(String[] arguments) {
        // Libraries chat; what matters to who waits for a figure is the figure.
        Logger.getLogger("").setLevel(Level.SEVERE);
        System.exit(
                new CommandLine(new Benchmarks())
                        .setExecutionExceptionHandler(
                                (failure, command, parsed) -> {
                                    System.err.println("Nothing was measured: " + failure);
                                    return CommandLine.ExitCode.SOFTWARE;
                                })
                        .execute(arguments));
    }
}
