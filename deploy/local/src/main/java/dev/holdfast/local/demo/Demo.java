package dev.holdfast.local.demo;

import dev.holdfast.contracts.event.DayEvent;
import dev.holdfast.contracts.event.PortfolioStateEvent;
import dev.holdfast.local.LocalDeployment;
import dev.holdfast.local.Progress;
import dev.holdfast.local.Service;
import dev.holdfast.local.cli.Rest;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The week, as it is played on a running deployment.
 *
 * <p>A service needs seconds to come back, and at the speed of the replay a second is hours of the
 * market. So the market goes slowly into the third midnight, and stands still, just after it, until
 * plan-monitor-service is back: its outage is minutes of the market, with the boundary in them.
 * While trade-sync-service is away there is no market, since it is the one that plays it.
 */
final class Demo implements AutoCloseable {

    /** A week in less than forty seconds. */
    private static final int SPEED = 16_800;

    private static final int INTO_THE_NIGHT = 1_800;
    private static final int INTO_THE_BURST = 3_600;

    private static final Instant BEFORE_THE_NIGHT = Instant.parse("2013-11-27T11:00:00Z");
    private static final Instant KILL_PLAN_MONITOR = Instant.parse("2013-11-27T12:40:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2013-11-27T13:00:00Z");
    private static final LocalDate NIGHT = LocalDate.of(2013, 11, 28);
    private static final Instant V2 = Instant.parse("2013-11-28T12:00:00Z");

    /** The clock of who watches is a little behind that of the market. */
    private static final Instant BEFORE_V2 = Instant.parse("2013-11-28T11:30:00Z");

    private static final Instant END = Instant.parse("2013-12-01T16:00:00Z");
    private static final BigDecimal START_CASH = new BigDecimal("10000");

    /** Nothing in the demonstration takes longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LocalDeployment deployment;
    private final Progress progress;
    private final Path logs;
    private final Phases phases;
    private final TopicWatch watch;
    private final Rest portfolios;
    private final Rest tradeSync;
    private final PaperTape tape;
    private final List<BotProcess> bots = new ArrayList<>();
    private final List<Summary.Kill> kills = new ArrayList<>();
    private final Map<String, Long> resident = new TreeMap<>();

    Demo(LocalDeployment deployment, Progress progress, Path logs, Phases phases) {
        this.deployment = deployment;
        this.progress = progress;
        this.logs = logs;
        this.phases = phases;
        this.watch =
                new TopicWatch(
                        deployment.bootstrapServers(), DemoPortfolio.ZONE, deployment.failure());
        this.portfolios = new Rest(deployment.url(Service.PORTFOLIO), deployment.apiKey());
        this.tradeSync = new Rest(deployment.url(Service.TRADE_SYNC), deployment.apiKey());
        this.tape = new PaperTape(tradeSync);
    }

    Summary play() {
        progress.step("Creating portfolio swing, with 10,000 USD at the paper venue", this::create);
        BotProcess v1 = progress.step("Starting bot v1", () -> bot("v1", RecordedWeek.FROM, V2));
        BotProcess v2 = progress.step("Starting bot v2, which waits", () -> bot("v2", V2, END));
        long began = System.nanoTime();
        tape.run(SPEED);
        progress.step("25 to 27 November: two nights", this::untilTheThirdNight);
        progress.step(
                "The third night: plan-monitor-service is killed before midnight and back after it",
                this::surviveTheNight);
        progress.step(
                "28 November: v1 ends, v2 begins; trade-sync-service is killed in a burst of fills",
                this::surviveTheBurst);
        v1.awaitEnd(PATIENCE);
        progress.step(
                "28 November: the cap on exposure is lowered from 6,000 to 2,900 USD",
                this::lowerTheCap);
        progress.step("28 November to 1 December: three more nights", this::untilTheEnd);
        v2.awaitEnd(PATIENCE);
        phases.note("replay", began);
        resident.putAll(deployment.residentBytes());
        progress.step("Waiting until all is quiet", this::untilQuiet);
        return progress.step("Comparing ledger, venue and topics", () -> summary());
    }

    private static boolean reached(Seen seen, Instant at) {
        return !seen.clock().isBefore(at);
    }

    private void create() {
        portfolios.post("portfolios", DemoPortfolio.configuration());
        watch.await(
                "cash in the ledger",
                PATIENCE,
                seen ->
                        seen.valued()
                                .flatMap(valued -> valued.stats().equity())
                                .filter(equity -> equity.compareTo(START_CASH) == 0)
                                .isPresent());
    }

    private BotProcess bot(String version, Instant from, Instant until) {
        BotProcess bot =
                BotProcess.start(
                        deployment,
                        DemoPortfolio.ID,
                        version,
                        from,
                        until,
                        logs.resolve("bot-" + version + ".log"));
        bots.add(bot);
        return bot;
    }

    private void untilTheThirdNight() {
        long began = System.nanoTime();
        watch.await("a first fill in the ledger", PATIENCE, seen -> !seen.fills().isEmpty());
        phases.note("first fill", began);
        watch.await("27 November", PATIENCE, seen -> reached(seen, BEFORE_THE_NIGHT));
    }

    private void surviveTheNight() {
        tape.run(INTO_THE_NIGHT);
        watch.await("twenty to midnight", PATIENCE, seen -> reached(seen, KILL_PLAN_MONITOR));
        tape.pause();
        int armedBefore = watch.look(Seen::plansRearmed);
        long killed = System.nanoTime();
        Instant at = watch.look(Seen::clock);
        deployment.kill(Service.PLAN_MONITOR);
        tape.run(INTO_THE_NIGHT);
        watch.await("midnight in Sydney", PATIENCE, seen -> seen.clock().isAfter(MIDNIGHT));
        tape.pause();
        deployment.restart(Service.PLAN_MONITOR);
        watch.await(
                "plans armed again and widened for the night",
                PATIENCE,
                seen -> seen.plansRearmed() > armedBefore && seen.widenedOn(NIGHT));
        kills.add(new Summary.Kill(Service.PLAN_MONITOR.module(), at, Phases.since(killed)));
        phases.note("outage of plan-monitor-service", killed);
        tape.run(SPEED);
    }

    private void surviveTheBurst() {
        watch.await("28 November", PATIENCE, seen -> reached(seen, BEFORE_V2));
        tape.run(INTO_THE_BURST);
        watch.await(
                "a burst of fills, half way through",
                PATIENCE,
                seen -> reached(seen, V2) && seen.isInABurst());
        long killed = System.nanoTime();
        Instant at = watch.look(Seen::clock);
        int fills = watch.look(seen -> seen.fills().size());
        deployment.kill(Service.TRADE_SYNC);
        deployment.restart(Service.TRADE_SYNC);
        watch.await("more fills", PATIENCE, seen -> seen.fills().size() > fills);
        kills.add(new Summary.Kill(Service.TRADE_SYNC.module(), at, Phases.since(killed)));
        phases.note("outage of trade-sync-service", killed);
        tape.run(SPEED);
    }

    /** The market and the bot go on meanwhile. */
    private void lowerTheCap() {
        portfolios.put("portfolios/" + DemoPortfolio.ID, DemoPortfolio.lowered());
        watch.await("the new version of the portfolio", PATIENCE, seen -> seen.versions() == 2);
    }

    private void untilTheEnd() {
        watch.await("the end of the week", PATIENCE, seen -> reached(seen, END));
        watch.await("the end of both runs", PATIENCE, seen -> seen.runsEnded() == 2);
    }

    /** All that the venue has filled is in the ledger, and the last day is closed. */
    private void untilQuiet() {
        long began = System.nanoTime();
        watch.await(
                "the close of 1 December",
                PATIENCE,
                seen -> seen.days().containsKey(LocalDate.of(2013, 12, 1)));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isQuiet() && System.nanoTime() < deadline) {
            pause(Duration.ofMillis(500));
        }
        phases.note("quiet", began);
    }

    private boolean isQuiet() {
        return proof().isEqual() && marksRead() == watch.marksEnd();
    }

    private long marksRead() {
        return MarksRead.place(deployment.database(Service.PLAN_MONITOR));
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private Proof proof() {
        String portfolio = "portfolios/" + DemoPortfolio.ID;
        return Proof.of(
                Proof.ledger(
                        portfolios.get(portfolio + "/stats"),
                        portfolios.get(portfolio + "/positions?include=flat"),
                        portfolios.get(portfolio + "/cash")),
                Proof.venue(tradeSync.get("paper/accounts/" + DemoPortfolio.ID)),
                watch.look(seen -> Proof.topic(START_CASH, seen.fills().values())));
    }

    private Summary summary() {
        Proof proof = proof();
        PaperTape.Position played = tape.position();
        Summary.Tape week =
                new Summary.Tape(
                        played.marks(), played.from(), played.to(), watch.marksEnd(), marksRead());
        return watch.look(seen -> summary(seen, proof, week));
    }

    private Summary summary(Seen seen, Proof proof, Summary.Tape week) {
        Optional<PortfolioStateEvent.Stats> stats =
                seen.valued().map(PortfolioStateEvent.Valued::stats);
        List<String> missing = Expectations.missing(seen, week, kills);
        Map<String, Long> megabytes =
                resident.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        part -> part.getValue() >> 20,
                                        Long::sum,
                                        TreeMap::new));
        return new Summary(
                proof.isEqual() && missing.isEmpty(),
                week,
                seen.fills().size(),
                new Summary.Orders(
                        seen.approvedOrders(),
                        seen.rejectedOrders(),
                        new TreeMap<>(seen.refusals())),
                plans(seen),
                seen.loweredCap(),
                seen.valued().map(PortfolioStateEvent.Valued::positions).orElse(List.of()),
                stats.flatMap(PortfolioStateEvent.Stats::equity),
                stats.flatMap(PortfolioStateEvent.Stats::netPnl),
                stats.flatMap(PortfolioStateEvent.Stats::fees),
                stats.flatMap(PortfolioStateEvent.Stats::llmCost),
                List.<DayEvent.Day>copyOf(seen.days().values()),
                List.copyOf(kills),
                watch.republished(),
                proof.isEqual(),
                proof.items(),
                proof.differences().stream().map(Demo::words).toList(),
                missing,
                phases.seconds(),
                megabytes,
                megabytes.values().stream().mapToLong(Long::longValue).sum(),
                deployment.url(Service.REPORTING));
    }

    private static Summary.Plans plans(Seen seen) {
        Map<String, Integer> triggered = new TreeMap<>();
        seen.triggers().forEach((reason, times) -> triggered.put(reason.name(), times));
        return new Summary.Plans(
                seen.plansOpened(),
                seen.widenings().size(),
                (int) seen.widenings().values().stream().filter(times -> times > 1).count(),
                seen.plansRearmed(),
                triggered);
    }

    private static String words(Proof.Item item) {
        return "%s: ledger %s, venue %s, trades.v1 %s"
                .formatted(
                        item.what(),
                        item.ledger().toPlainString(),
                        item.venue().toPlainString(),
                        item.topic().toPlainString());
    }

    /** The counts of a day, for whoever prints it. */
    Seen.Count count(LocalDate date) {
        return watch.look(seen -> seen.count(date));
    }

    @Override
    public void close() {
        bots.forEach(BotProcess::close);
        watch.close();
    }
}
