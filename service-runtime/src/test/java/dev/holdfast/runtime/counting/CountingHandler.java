package dev.holdfast.runtime.counting;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.runtime.handler.Outcome;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.Received;
import dev.holdfast.runtime.handler.Row;
import dev.holdfast.runtime.handler.Unreadable;

import jakarta.enterprise.context.ApplicationScoped;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Counts cash movements and answers each with one event and one row. A movement of 13 cannot be
 * folded; one of 666 cannot be stored.
 */
@ApplicationScoped
public class CountingHandler implements PortfolioHandler<Counting> {

    public static final Venue VENUE = Venue.of("bitstamp");
    static final BigDecimal UNLUCKY = new BigDecimal("13");

    record Counted(PortfolioId portfolio, String movementId, BigDecimal amount) implements Row {}

    @Override
    public String service() {
        return "portfolio-service";
    }

    @Override
    public Set<Topic> inputs() {
        return Set.of(Topic.CASH, Topic.RISK_DECISIONS, Topic.OPERATOR_COMMANDS);
    }

    @Override
    public MarketUse marketUse() {
        return MarketUse.EVERY_MARK;
    }

    @Override
    public Class<Counting> stateType() {
        return Counting.class;
    }

    @Override
    public Counting initial(PortfolioId portfolio) {
        return Counting.NONE;
    }

    @Override
    public Optional<Venue> venue(Counting state) {
        return Optional.of(VENUE);
    }

    @Override
    public Outcome<Counting> onEvent(Counting state, Received received, Market market) {
        if (received.conflicting()) {
            return Outcome.of(state.plus(1, 0, 0, 0, 0), List.of());
        }
        if (!(received.event() instanceof CashEvent.Moved moved)) {
            return Outcome.of(state.moved(BigDecimal.ZERO), List.of());
        }
        if (moved.amount().equals(UNLUCKY)) {
            throw new ArithmeticException("unlucky");
        }
        return new Outcome<>(
                state.moved(moved.amount()),
                List.of(said(moved.portfolioId(), moved.runId(), moved.occurredAt())),
                List.of(new Counted(moved.portfolioId(), moved.movementId(), moved.amount())));
    }

    public static VenueEvent.Recovered said(PortfolioId portfolio, RunId run, Instant at) {
        return new VenueEvent.Recovered(portfolio, run, VENUE, at);
    }

    @Override
    public Outcome<Counting> onMarket(Counting state, List<MarketEvent> events, Market market) {
        BigDecimal prices = BigDecimal.ZERO;
        for (MarketEvent event : events) {
            if (event instanceof MarketEvent.MarkUpdated mark) {
                prices = prices.add(mark.price().value());
            }
        }
        return Outcome.of(
                state.marked(events.size(), prices, events.getLast().occurredAt()), List.of());
    }

    @Override
    public Outcome<Counting> onTakenOver(Counting state, Market market) {
        return Outcome.of(state.plus(0, 0, 0, 0, 1), List.of());
    }

    @Override
    public Outcome<Counting> onUnreadable(Counting state, Unreadable record, Market market) {
        return Outcome.of(state.plus(0, 0, 1, 0, 0), List.of());
    }

    @Override
    public Outcome<Counting> onFailed(Counting state, Received received, String cause) {
        return Outcome.of(state.plus(0, 1, 0, 0, 0), List.of());
    }

    @Override
    public Outcome<Counting> onGap(Counting state, Received received, long missing) {
        return Outcome.of(state.plus(0, 0, 0, missing, 0), List.of());
    }
}
