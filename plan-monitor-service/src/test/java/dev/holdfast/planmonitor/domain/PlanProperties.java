package dev.holdfast.planmonitor.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.OrderIntentEvent.PlanTerms;
import dev.holdfast.contracts.event.OrderIntentEvent.TargetStep;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent.Overnight;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Volatility;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class PlanProperties {

    private static final ObjectMapper STATE =
            EventCodec.stateMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT);

    @Provide
    Arbitrary<Overnight> policies() {
        Arbitrary<Optional<BigDecimal>> absolute = decimals("0.01", "400").optional();
        Arbitrary<Optional<BigDecimal>> pct = decimals("0.001", "2").optional();
        Arbitrary<Optional<BigDecimal>> range = decimals("0.1", "3").optional();
        Arbitrary<Optional<BigDecimal>> cap = decimals("0.001", "3").optional();
        return Combinators.combine(
                        absolute,
                        pct,
                        range,
                        cap,
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(
                        (by, of, multiple, capped, restore, giveUp) ->
                                new Overnight(
                                        true, by, of, multiple, capped, restore, giveUp, true));
    }

    @Provide
    Arbitrary<PlanTerms> terms() {
        return Combinators.combine(
                        decimals("1", "1500").map(Price::new).optional(),
                        decimals("1", "1500").map(Price::new).optional(),
                        decimals("0.001", "0.5").optional(),
                        decimals("0.1", "300").optional(),
                        decimals("0.001", "0.5").optional(),
                        Arbitraries.of(Volatility.class).optional(),
                        decimals("1", "1500").set().ofMaxSize(3),
                        Arbitraries.integers().between(1, 4000).optional())
                .as(
                        (stop, target, trail, by, breakeven, volatility, steps, minutes) ->
                                new PlanTerms(
                                        stop,
                                        target,
                                        steps.stream()
                                                .sorted()
                                                .map(
                                                        p ->
                                                                new TargetStep(
                                                                        new Price(p),
                                                                        Optional.empty()))
                                                .toList(),
                                        trail,
                                        by,
                                        breakeven,
                                        volatility,
                                        Optional.empty(),
                                        minutes.map(Duration::ofMinutes),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()));
    }

    /** Marks and ticks of a few days; none of them, or many, in a day. */
    @Provide
    Arbitrary<List<MarketEvent>> markets() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 400),
                        decimals("0.5", "1600"),
                        Arbitraries.of(true, true, false))
                .as((minutes, price, mark) -> Tuple.of(minutes, price, mark))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(
                        steps -> {
                            List<MarketEvent> events = new ArrayList<>();
                            Instant at = Desk.NOON;
                            for (var step : steps) {
                                at = at.plus(Duration.ofMinutes(step.get1()));
                                events.add(
                                        step.get3()
                                                ? Desk.markAt(at, step.get2().toPlainString())
                                                : tick(at));
                            }
                            return events;
                        });
    }

    @Property(tries = 300)
    void wideningNeverTightensAndNoLevelComesToZero(
            @ForAll("policies") Overnight policy,
            @ForAll("terms") PlanTerms terms,
            @ForAll("markets") List<MarketEvent> market,
            @ForAll Side side) {
        Desk desk = desk(policy, terms, side);
        for (MarketEvent event : market) {
            desk.market(event);
        }
        for (PlanEvent.Widened widened : desk.said(PlanEvent.Widened.class)) {
            boolean ofLong = widened.plan().side() == Side.BUY;
            widened.stopBefore()
                    .ifPresent(
                            before -> {
                                Price after = widened.plan().stopPrice().orElseThrow();
                                assertThat(after.compareTo(before) * (ofLong ? 1 : -1))
                                        .isLessThanOrEqualTo(0);
                                assertThat(after.value()).isPositive();
                            });
            widened.targetBefore()
                    .ifPresent(
                            before -> {
                                Price after = widened.plan().targetPrice().orElseThrow();
                                assertThat(after.compareTo(before) * (ofLong ? 1 : -1))
                                        .isGreaterThanOrEqualTo(0);
                                assertThat(after.value()).isPositive();
                            });
        }
        for (PlanEvent.Trailed trailed : desk.said(PlanEvent.Trailed.class)) {
            assertThat(trailed.plan().stopPrice().orElseThrow().value()).isPositive();
        }
    }

    /** What we do to a level at a mark or at midnight never makes the price of then reach it. */
    @Property(tries = 300)
    void aLevelNeverCrossesThePriceItProtectsByOurOwnDoing(
            @ForAll("policies") Overnight policy,
            @ForAll("terms") PlanTerms terms,
            @ForAll("markets") List<MarketEvent> market,
            @ForAll Side side) {
        Desk desk = desk(policy, terms, side);
        for (MarketEvent event : market) {
            Optional<Plan> before = watching(desk);
            desk.market(event);
            Optional<Price> price =
                    desk.latest(Desk.BITSTAMP, Desk.BTC)
                            .map(dev.holdfast.contracts.market.Mark::price);
            Optional<Plan> after = watching(desk);
            if (before.isPresent()
                    && after.isPresent()
                    && price.isPresent()
                    && !Watch.reaches(before.get(), price.get())) {
                assertThat(Watch.reaches(after.get(), price.get()))
                        .as("%s at %s", after.get().levels(), price.get())
                        .isFalse();
            }
        }
    }

    private static Optional<Plan> watching(Desk desk) {
        return desk.book.table().plan(PlanId.of("p-a")).filter(Plan::watching);
    }

    @Property(tries = 300)
    void aPlanIsWidenedAtMostOnceADayOverAnyRestartsAndRepeatedTicks(
            @ForAll("policies") Overnight policy,
            @ForAll("terms") PlanTerms terms,
            @ForAll("markets") List<MarketEvent> market,
            @ForAll List<Boolean> restarts) {
        Desk desk = desk(policy, terms, Side.BUY);
        for (int i = 0; i < market.size(); i++) {
            if (i < restarts.size() && restarts.get(i)) {
                desk.book = roundTrip(desk.book);
                desk.restart();
            }
            desk.market(market.get(i), tick(market.get(i).occurredAt()));
        }
        List<LocalDate> days =
                desk.said(PlanEvent.Widened.class).stream().map(PlanEvent.Widened::date).toList();
        assertThat(days).doesNotHaveDuplicates().isSorted();
    }

    @Property(tries = 300)
    void theSameMarksGiveTheSameTriggersHoweverTheyAreBatchedAndWhoeverFoldsThem(
            @ForAll("policies") Overnight policy,
            @ForAll("terms") PlanTerms terms,
            @ForAll("markets") List<MarketEvent> market,
            @ForAll Side side) {
        Desk start = desk(policy, terms, side);
        Change whole = PlanFold.market(start.book, market, start);

        List<Object> oneByOne = new ArrayList<>();
        PlanBook book = start.book;
        for (MarketEvent event : market) {
            Change change = PlanFold.market(roundTrip(book), List.of(event), start);
            oneByOne.addAll(change.events());
            book = change.book();
        }
        assertThat(oneByOne).isEqualTo(whole.events());
        assertThat(book).isEqualTo(whole.book());
    }

    @Property(tries = 200)
    void theStateSurvivesJson(
            @ForAll("policies") Overnight policy,
            @ForAll("terms") PlanTerms terms,
            @ForAll("markets") List<MarketEvent> market) {
        Desk desk = desk(policy, terms, Side.BUY);
        desk.market(market.toArray(MarketEvent[]::new));
        desk.fill("unknown", Side.BUY, "1", "700").guard("g", Side.BUY, "1", terms);

        assertThat(roundTrip(desk.book)).isEqualTo(desk.book);
    }

    /** A tape against many plans: the index finds exactly those that a look at each would find. */
    @Property(tries = 100)
    void theIndexFindsThePlansThatALookAtEachOneFinds(
            @ForAll("markets") List<MarketEvent> market, @ForAll("ladders") List<PlanTerms> terms) {
        Desk together = Desk.open();
        for (int i = 0; i < terms.size(); i++) {
            together.enterLong("o" + i, "1", "800", terms.get(i));
        }
        together.market(market.toArray(MarketEvent[]::new));
        for (int i = 0; i < terms.size(); i++) {
            Desk alone = Desk.open().enterLong("o" + i, "1", "800", terms.get(i));
            alone.market(market.toArray(MarketEvent[]::new));
            PlanId id = PlanId.of("p-o" + i);
            assertThat(together.book.plans().get(id)).isEqualTo(alone.book.plans().get(id));
        }
    }

    @Provide
    Arbitrary<List<PlanTerms>> ladders() {
        return terms().list().ofMinSize(1).ofMaxSize(20);
    }

    private static Desk desk(Overnight policy, PlanTerms terms, Side side) {
        Desk desk = Desk.open(policy);
        return side == Side.BUY
                ? desk.enterLong("a", "1", "800", terms)
                : desk.enterShort("a", "1", "800", terms);
    }

    private static MarketEvent tick(Instant at) {
        return new MarketEvent.ClockTicked(
                dev.holdfast.contracts.value.PortfolioId.ALL,
                dev.holdfast.contracts.value.RunId.NONE,
                Desk.BITSTAMP,
                at);
    }

    static PlanBook roundTrip(PlanBook book) {
        try {
            return STATE.readValue(STATE.writeValueAsBytes(book), PlanBook.class);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Arbitrary<BigDecimal> decimals(String from, String to) {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal(from), new BigDecimal(to))
                .ofScale(3);
    }
}
