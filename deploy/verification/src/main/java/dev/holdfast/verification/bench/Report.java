package dev.holdfast.verification.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures of one run, printed as they come and written as JSON at the end. */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String benchmark;
    private final Size size;
    private final Machine machine;
    private final Instant began;
    private final PrintStream out;
    private final List<Figure> figures = new ArrayList<>();

    Report(String benchmark, Size size, Machine machine, Instant began, PrintStream out) {
        this.benchmark = benchmark;
        this.size = size;
        this.machine = machine;
        this.began = began;
        this.out = out;
        out.printf(
                "%s on %d cores of %s, %d MB, %s%n",
                benchmark,
                machine.cores(),
                machine.processor(),
                machine.memoryMegabytes(),
                machine.java());
        if (machine.load() > machine.cores() / 2.0) {
            out.printf(
                    "The machine is busy (load %s): figures are worse than they would be.%n",
                    Figure.shown(machine.load()));
        }
        if (size.share() < 1) {
            out.printf(
                    "At %s of the load: limits hold for the whole.%n", Figure.shown(size.share()));
        }
    }

    /** A number that is only worth knowing. */
    void figure(String name, double value, String unit) {
        add(new Figure(name, value, unit, Optional.empty()));
    }

    /** A number that must not be below a limit. */
    void atLeast(String name, double value, String unit, double limit) {
        add(new Figure(name, value, unit, Optional.of(new Figure.Limit.AtLeast(limit))));
    }

    /** A number that must not be above a limit. */
    void atMost(String name, double value, String unit, double limit) {
        add(new Figure(name, value, unit, Optional.of(new Figure.Limit.AtMost(limit))));
    }

    /** What is being done, for who waits. */
    void step(String what) {
        out.println("… " + what);
    }

    private void add(Figure figure) {
        figures.add(figure);
        String limit =
                figure.limit()
                        .map(
                                known ->
                                        switch (known) {
                                                    case Figure.Limit.AtLeast least -> "at least ";
                                                    case Figure.Limit.AtMost most -> "at most ";
                                                }
                                                + Figure.shown(known.bound()))
                        .map(text -> "(" + text + (figure.kept() ? ")" : ", MISSED)"))
                        .orElse("");
        out.printf(
                "  %-52s %12s %-12s %s%n",
                figure.name(), Figure.shown(figure.value()), figure.unit(), limit);
    }

    /** Names what was promised and not kept. */
    void conclude() {
        figures.stream()
                .filter(figure -> !figure.kept())
                .forEach(
                        missed ->
                                out.printf(
                                        "Missed: %s was %s %s.%n",
                                        missed.name(),
                                        Figure.shown(missed.value()),
                                        missed.unit()));
    }

    boolean keepsAllLimits() {
        return figures.stream().allMatch(Figure::kept);
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }

    void write(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Files.writeString(
                file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json()) + "\n");
    }

    ObjectNode json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("benchmark", benchmark);
        root.put("began_at", began.toString());
        root.put("scale", decimal(size.share()));
        ObjectNode where = root.putObject("machine");
        where.put("system", machine.system());
        where.put("processor", machine.processor());
        where.put("cores", machine.cores());
        where.put("memory_mb", machine.memoryMegabytes());
        where.put("java", machine.java());
        where.put("load", decimal(machine.load()));
        root.put("keeps_all_limits", keepsAllLimits());
        ArrayNode all = root.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode one = all.addObject();
            one.put("name", figure.name());
            one.put("value", decimal(figure.value()));
            one.put("unit", figure.unit());
            figure.limit()
                    .ifPresent(
                            limit -> {
                                String name =
                                        switch (limit) {
                                            case Figure.Limit.AtLeast least -> "at_least";
                                            case Figure.Limit.AtMost most -> "at_most";
                                        };
                                one.put(name, decimal(limit.bound()));
                                one.put("kept", figure.kept());
                            });
        }
        return root;
    }

    private static BigDecimal decimal(double number) {
        return new BigDecimal(Figure.shown(number));
    }
}
