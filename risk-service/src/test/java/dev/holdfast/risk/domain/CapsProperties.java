package dev.holdfast.risk.domain;

import static dev.holdfast.risk.domain.Swing.MARKET;
import static dev.holdfast.risk.domain.Swing.NOON;
import static dev.holdfast.risk.domain.Swing.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Whatever is asked, filled and cancelled in whatever order: the caps hold. */
class CapsProperties {

    private static final ObjectMapper STATE = EventCodec.stateMapper();
    private static final BigDecimal TOTAL = new BigDecimal("5000");
    private static final BigDecimal PER_SYMBOL = new BigDecimal("3000");

    /** Something that happens: to an order that was asked for before, where it needs one. */
    private record Step(Kind kind, Side side, boolean eth, int hundredths, boolean reduce, int of) {
        enum Kind {
            ASK,
            FILL,
            CANCEL,
            CANCEL_BEFORE_FILL
        }
    }

    private static final class Play {
        private RiskState state;
        private final List<OrderIntentEvent.Intended> orders = new ArrayList<>();
        private final List<TradeEvent.Synced> late = new ArrayList<>();
        private final List<List<String>> said = new ArrayList<>();
        private FixedMarket market = MARKET;
        private int trades;

        Play(boolean shorts) {
            Swing.LimitsBuilder limits =
                    limits().maxTotalExposure("5000").maxSymbolExposure("3000");
            state = Swing.with(shorts ? limits.shortsAllowed() : limits);
        }

        void go(Step step) {
            switch (step.kind()) {
                case ASK -> ask(step);
                case FILL -> open(step).ifPresent(order -> fill(order, part(order, step)));
                case CANCEL ->
                        open(step)
                                .ifPresent(
                                        order ->
                                                state =
                                                        Booking.ordered(
                                                                state,
                                                                Swing.cancelled(
                                                                        order,
                                                                        reservation(order)
                                                                                .traded()
                                                                                .toString())));
                case CANCEL_BEFORE_FILL -> open(step).ifPresent(order -> cancelFirst(order, step));
            }
        }

        private void ask(Step step) {
            String id = "o-" + orders.size();
            String quantity = new BigDecimal(step.hundredths()).movePointLeft(2).toPlainString();
            Swing.IntentBuilder intent =
                    step.side() == Side.BUY ? Swing.buy(id, quantity) : Swing.sell(id, quantity);
            if (step.eth()) {
                intent.of(Swing.ETH);
            }
            if (step.reduce()) {
                intent.reduceOnly();
            }
            Gate.Decision decision = Gate.decide(state, intent.build(), false, market);
            state = decision.state();
            said.add(reasons(decision.event()));
            if (decision.event() instanceof RiskEvent.Approved approved) {
                orders.add(approved.order());
            }
        }

        private Reservation reservation(OrderIntentEvent.Intended order) {
            return state.reservations().get(order.clientOrderId());
        }

        private java.util.Optional<OrderIntentEvent.Intended> open(Step step) {
            List<OrderIntentEvent.Intended> open =
                    orders.stream()
                            .filter(o -> state.reservations().containsKey(o.clientOrderId()))
                            .filter(o -> reservation(o).isOpen())
                            .toList();
            return open.isEmpty()
                    ? java.util.Optional.empty()
                    : java.util.Optional.of(open.get(step.of() % open.size()));
        }

        private Quantity part(OrderIntentEvent.Intended order, Step step) {
            BigDecimal remaining = reservation(order).remaining().value();
            return step.of() % 2 == 0
                    ? new Quantity(remaining)
                    : new Quantity(remaining.multiply(new BigDecimal("0.25")));
        }

        private void fill(OrderIntentEvent.Intended order, Quantity quantity) {
            state = Booking.synced(state, trade(order, quantity), MARKET);
        }

        private TradeEvent.Synced trade(OrderIntentEvent.Intended order, Quantity quantity) {
            TradeEvent.Synced trade = Swing.trade(order, "t-" + trades++, quantity.toString());
            return new TradeEvent.Synced(
                    trade.portfolioId(),
                    trade.runId(),
                    trade.botVersion(),
                    trade.venue(),
                    trade.tradeId(),
                    trade.orderId(),
                    trade.clientOrderId(),
                    trade.symbol(),
                    trade.side(),
                    trade.quantity(),
                    Price.of(order.symbol().equals(Swing.ETH) ? "100" : "1000"),
                    trade.fees(),
                    trade.liquidity(),
                    trade.origin(),
                    trade.venueSequence(),
                    trade.tag(),
                    trade.occurredAt(),
                    trade.recordedAt());
        }

        /** The fill is on its topic, the cancel is read first. */
        private void cancelFirst(OrderIntentEvent.Intended order, Step step) {
            Quantity part = part(order, step);
            String filled = reservation(order).traded().plus(part).toString();
            late.add(trade(order, part));
            state = Booking.ordered(state, Swing.cancelled(order, filled));
        }

        void settle() {
            late.forEach(trade -> state = Booking.synced(state, trade, MARKET));
            late.clear();
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(
                                Step.Kind.ASK,
                                Step.Kind.ASK,
                                Step.Kind.FILL,
                                Step.Kind.CANCEL,
                                Step.Kind.CANCEL_BEFORE_FILL),
                        Arbitraries.of(Side.values()),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 400),
                        Arbitraries.of(true, false, false),
                        Arbitraries.integers().between(0, 9))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 300)
    void positionsAndReservationsStayWithinTheCaps(
            @ForAll("steps") List<Step> steps, @ForAll boolean shorts) {
        Play play = new Play(shorts);
        for (Step step : steps) {
            play.go(step);
            assertWithinCaps(play.state);
        }
        play.settle();
        assertWithinCaps(play.state);
        if (!shorts) {
            assertThat(play.state.holdings().positions().values())
                    .allMatch(quantity -> quantity.signum() > 0);
        }
    }

    private static void assertWithinCaps(RiskState state) {
        Exposure exposure = Exposure.of(state, MARKET);
        assertThat(exposure.total().orElseThrow()).isLessThanOrEqualTo(TOTAL);
        assertThat(exposure.known().values()).allMatch(one -> one.compareTo(PER_SYMBOL) <= 0);
    }

    @Property(tries = 300)
    void neitherARestartNorAMidnightChangesADecision(@ForAll("steps") List<Step> steps) {
        Play straight = new Play(false);
        Play restarted = new Play(false);
        for (Step step : steps) {
            straight.go(step);
            restarted.go(step);
            restarted.state = storedAndRead(restarted.state);
            assertThat(restarted.state).isEqualTo(straight.state);
        }
        OrderIntentEvent.Intended ask = Swing.buy("last", "1").build();
        FixedMarket tomorrow = tomorrow();
        RiskEvent today = Gate.decide(straight.state, ask, false, MARKET).event();
        RiskEvent later = Gate.decide(restarted.state, ask, false, tomorrow).event();
        assertThat(reasons(later)).isEqualTo(reasons(today));
    }

    /**
     * The same asks, one portfolio at noon in Sydney, the other over its midnight, in another
     * timezone by a configuration of its own, read back from the database after every step.
     */
    @Property(tries = 150)
    void neitherARolloverNorATimezoneNorARestartChangesAnyDecision(
            @ForAll("steps") List<Step> steps) {
        Play here = new Play(false);
        Play there = new Play(false);
        PortfolioEvent.Configured configured = there.state.configuration().orElseThrow();
        there.state =
                Switching.configured(there.state, in(ZoneId.of("Pacific/Auckland"), configured, 2));
        here.state = Switching.configured(here.state, in(configured.timezone(), configured, 2));
        // 26 November 2013, 23:59:59 in Auckland: the first ask comes before midnight.
        there.market = market(Instant.parse("2013-11-26T10:59:59Z"));
        for (Step step : steps) {
            here.go(step);
            there.go(step);
            there.state = storedAndRead(there.state);
            there.market = market(there.market.clock().plusSeconds(1));
        }
        assertThat(there.said).isEqualTo(here.said);
        assertThat(there.state.reservations().keySet())
                .isEqualTo(here.state.reservations().keySet());
    }

    private static PortfolioEvent.Configured in(
            ZoneId zone, PortfolioEvent.Configured before, long version) {
        return new PortfolioEvent.Configured(
                before.portfolioId(),
                before.runId(),
                version,
                before.name(),
                before.baseCurrency(),
                zone,
                before.reportingTimezones(),
                before.costBasis(),
                before.venue(),
                before.mode(),
                before.clientOrderPrefix(),
                before.limits(),
                before.overnight(),
                before.occurredAt());
    }

    private static FixedMarket market(Instant clock) {
        return FixedMarket.at(clock).with(Swing.BTC, "1000").with(Swing.ETH, "100");
    }

    private static FixedMarket tomorrow() {
        var later = NOON.plus(Duration.ofDays(1));
        return FixedMarket.at(later).with(Swing.BTC, "1000").with(Swing.ETH, "100");
    }

    private static List<String> reasons(RiskEvent event) {
        return event instanceof RiskEvent.Rejected rejected ? rejected.reasons() : List.of();
    }

    private static RiskState storedAndRead(RiskState state) {
        try {
            return STATE.readValue(STATE.writeValueAsBytes(state), RiskState.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 300)
    void aReduceOnlyOrderNeverOpensAnything(@ForAll("steps") List<Step> steps) {
        Play play = new Play(true);
        for (Step step : steps) {
            play.go(step);
        }
        for (Side side : Side.values()) {
            ClientOrderId id = ClientOrderId.of("exit-" + side);
            Swing.IntentBuilder exit =
                    (side == Side.BUY
                                    ? Swing.buy(id.value(), "0.5")
                                    : Swing.sell(id.value(), "0.5"))
                            .ofAPlan();
            Gate.Decision decision = Swing.decide(play.state, exit);
            if (decision.event() instanceof RiskEvent.Approved) {
                BigDecimal before = Exposure.of(play.state, MARKET).total().orElseThrow();
                BigDecimal after = Exposure.of(decision.state(), MARKET).total().orElseThrow();
                assertThat(after).isLessThanOrEqualTo(before);
            }
        }
    }
}
