package dev.holdfast.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.local.Service;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Plans, as plan-monitor-service keeps them. */
@Command(name = "plan", description = "List, show, open, change, close or re-arm plans.")
public final class PlanCommand {

    private static final String OF = "The portfolio's id, such as swing.";
    private static final String PLAN = "The plan's id.";
    private static final String WHY = "Why, for the history.";

    /** Where a plan acts; what is not given stays as it is, or is not there. */
    static final class Levels {

        @Option(names = "--stop", description = "The price of the stop; none takes it away.")
        private Optional<String> stop = Optional.empty();

        @Option(names = "--target", description = "The price of the target; none takes it away.")
        private Optional<String> target = Optional.empty();

        @Option(names = "--trail-pct", description = "A trail as a fraction, such as 0.02.")
        private Optional<String> trailPct = Optional.empty();

        @Option(names = "--max-age", description = "How old it may get, such as P14D.")
        private Optional<String> maxAge = Optional.empty();

        private void into(ObjectNode body) {
            put(body, "stop_price", stop);
            put(body, "target_price", target);
            put(body, "trail_pct", trailPct);
            put(body, "max_age", maxAge);
        }

        private static void put(ObjectNode body, String field, Optional<String> value) {
            value.ifPresent(
                    text -> {
                        if (text.equals("none")) {
                            body.putNull(field);
                        } else {
                            body.put(field, text);
                        }
                    });
        }
    }

    @Command(name = "list", description = "Those that are not closed.")
    void list(
            @Mixin Target target,
            @Parameters(paramLabel = "PORTFOLIO", description = OF) String portfolio) {
        print(plans(target).get(path(portfolio)));
    }

    @Command(name = "show", description = "One, with who changed what, when and why.")
    void show(
            @Mixin Target target,
            @Parameters(paramLabel = "PORTFOLIO", description = OF) String portfolio,
            @Parameters(paramLabel = "PLAN", description = PLAN) String plan) {
        print(plans(target).get(path(portfolio, plan)));
    }

    @Command(name = "open", description = "Guard a position that is held.")
    void open(
            @Mixin Target target,
            @Parameters(paramLabel = "PORTFOLIO", description = OF) String portfolio,
            @Parameters(paramLabel = "SYMBOL", description = "Such as BTC/USD.") String symbol,
            @Parameters(paramLabel = "QUANTITY", description = "How much of it.") String quantity,
            @Option(names = "--short", description = "The position is short.") boolean ofShort,
            @Option(names = "--reason", defaultValue = "by hand", description = WHY) String reason,
            @Mixin Levels levels) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("symbol", Symbol.of(symbol).toString());
        body.put("side", ofShort ? "SELL" : "BUY").put("quantity", quantity).put("reason", reason);
        levels.into(body);
        print(plans(target).post(path(portfolio), body));
    }

    @Command(name = "update", description = "Change the levels of a version that was seen.")
    void update(
            @Mixin Target target,
            @Parameters(paramLabel = "PORTFOLIO", description = OF) String portfolio,
            @Parameters(paramLabel = "PLAN", description = PLAN) String plan,
            @Parameters(paramLabel = "VERSION", description = "The one that was seen.")
                    long version,
            @Option(names = "--reason", defaultValue = "by hand", description = WHY) String reason,
            @Mixin Levels levels) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("version", version).put("reason", reason);
        levels.into(body);
        print(plans(target).patch(path(portfolio, plan), body));
    }

    @Command(name = "close", description = "Leave the position of a plan, or just end its guard.")
    void close(
            @Mixin Target target,
            @Parameters(paramLabel = "PORTFOLIO", description = OF) String portfolio,
            @Parameters(paramLabel = "PLAN", description = PLAN) String plan,
            @Option(names = "--no-exit", description = "Leave the position as it is.")
                    boolean noExit,
            @Option(names = "--reason", defaultValue = "by hand", description = WHY)
                    String reason) {
        print(
                plans(target)
                        .delete(
                                path(portfolio, plan)
                                        + "?exit="
                                        + !noExit
                                        + "&reason="
                                        + encoded(reason)));
    }

    @Command(name = "rearm", description = "Confirm that a plan which waits may guard again.")
    void rearm(
            @Mixin Target target,
            @Parameters(paramLabel = "PORTFOLIO", description = OF) String portfolio,
            @Parameters(paramLabel = "PLAN", description = PLAN) String plan,
            @Option(names = "--reason", defaultValue = "by hand", description = WHY)
                    String reason) {
        print(
                plans(target)
                        .post(
                                path(portfolio, plan) + "/rearm?reason=" + encoded(reason),
                                JsonNodeFactory.instance.objectNode()));
    }

    private static Rest plans(Target target) {
        return target.rest(Service.PLAN_MONITOR);
    }

    private static String path(String portfolio) {
        return "/portfolios/" + PortfolioId.of(portfolio) + "/plans";
    }

    private static String path(String portfolio, String plan) {
        return path(portfolio) + "/" + encoded(PlanId.of(plan).value());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void print(JsonNode answer) {
        System.out.println(Rest.pretty(answer));
    }
}
