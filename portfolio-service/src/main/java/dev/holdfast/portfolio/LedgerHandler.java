package dev.holdfast.portfolio;

import dev.holdfast.contracts.event.EquityEvent;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.portfolio.domain.Bookkeeper;
import dev.holdfast.portfolio.domain.Change;
import dev.holdfast.portfolio.domain.Closer;
import dev.holdfast.portfolio.domain.PortfolioState;
import dev.holdfast.portfolio.domain.Reach;
import dev.holdfast.portfolio.domain.Settings;
import dev.holdfast.portfolio.store.Archive;
import dev.holdfast.portfolio.store.Kept;
import dev.holdfast.portfolio.store.PutAway;
import dev.holdfast.runtime.handler.Outcome;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.Received;
import dev.holdfast.runtime.handler.Row;
import dev.holdfast.runtime.handler.Unreadable;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Joins the ledger to the runtime. */
@ApplicationScoped
public class LedgerHandler implements PortfolioHandler<PortfolioState> {

    /** Without one of their records the ledger is wrong. */
    private static final Set<Topic> BOOKED = Set.of(Topic.TRADES, Topic.CASH, Topic.COSTS);

    private final Settings settings;
    private final Archive archive;

    LedgerHandler(PortfolioConfig config, Archive archive) {
        this.settings = config.settings();
        this.archive = archive;
    }

    @Override
    public String service() {
        return "portfolio-service";
    }

    @Override
    public Set<Topic> inputs() {
        return Set.of(
                Topic.PORTFOLIOS,
                Topic.RUNS,
                Topic.TRADES,
                Topic.CASH,
                Topic.COSTS,
                Topic.ORDERS,
                Topic.PLANS,
                Topic.VENUE_STATE);
    }

    @Override
    public MarketUse marketUse() {
        return MarketUse.EVERY_MARK;
    }

    @Override
    public Class<PortfolioState> stateType() {
        return PortfolioState.class;
    }

    @Override
    public PortfolioState initial(PortfolioId portfolio) {
        return PortfolioState.initial(portfolio);
    }

    @Override
    public Optional<Venue> venue(PortfolioState state) {
        return state.venue();
    }

    @Override
    public Outcome<PortfolioState> onEvent(PortfolioState state, Received received, Market market) {
        Change change =
                new Bookkeeper(market)
                        .book(
                                state,
                                received.event(),
                                received.conflicting(),
                                received.recordedAt());
        List<Row> rows = rows(change);
        if (change.kept()) {
            rows.addFirst(new Kept(received.event()));
        }
        return new Outcome<>(change.state(), change.events(), rows);
    }

    /** Records of before a checkpoint are booked where they belong, so what is there is fetched. */
    @Override
    public Optional<Uni<Map<PortfolioId, PortfolioState>>> reachingBack(
            Map<PortfolioId, PortfolioState> states, List<Received> records) {
        Map<PortfolioId, Reach> wanted = new HashMap<>();
        for (Received record : records) {
            PortfolioId id = record.event().portfolioId();
            PortfolioState state = states.get(id);
            if (state.journal().isPresent()) {
                wanted.computeIfAbsent(id, none -> new Reach(state))
                        .add(record.event(), record.conflicting());
            }
        }
        wanted.values().removeIf(Reach::isEmpty);
        return wanted.isEmpty() ? Optional.empty() : Optional.of(archive.fetch(wanted));
    }

    @Override
    public Outcome<PortfolioState> onMarket(
            PortfolioState state, List<MarketEvent> events, Market market) {
        return Outcome.unchanged(new Closer(settings, market).ticked(state, events));
    }

    @Override
    public Outcome<PortfolioState> afterBatch(PortfolioState state, Market market) {
        Change change = new Closer(settings, market).close(state);
        List<Row> rows = rows(change);
        change.events().stream()
                .filter(EquityEvent.class::isInstance)
                .map(Kept::new)
                .forEach(rows::add);
        return new Outcome<>(change.state(), change.events(), rows);
    }

    private static List<Row> rows(Change change) {
        List<Row> rows = new ArrayList<>();
        PortfolioId portfolio = change.state().portfolioId();
        change.filed().forEach(filed -> rows.add(new PutAway(portfolio, filed)));
        return rows;
    }

    @Override
    public Outcome<PortfolioState> onUnreadable(
            PortfolioState state, Unreadable record, Market market) {
        String place =
                record.topic().topicName() + "/" + record.partition() + "@" + record.offset();
        return BOOKED.contains(record.topic())
                ? lacking(state, place, record.message())
                : Outcome.unchanged(state);
    }

    @Override
    public Outcome<PortfolioState> onFailed(PortfolioState state, Received received, String cause) {
        return Bookkeeper.name(received.event())
                .map(name -> lacking(state, name, cause))
                .orElseGet(() -> Outcome.unchanged(state));
    }

    @Override
    public Outcome<PortfolioState> onGap(PortfolioState state, Received received, long missing) {
        String place =
                received.topic().topicName() + "/" + received.partition() + "@" + received.offset();
        return BOOKED.contains(received.topic())
                ? lacking(state, place, missing + " records are missing before it")
                : Outcome.unchanged(state);
    }

    /** What is not registered has no ledger that could lack anything. */
    private static Outcome<PortfolioState> lacking(
            PortfolioState state, String record, String cause) {
        return Outcome.unchanged(
                state.configuration().isPresent() ? state.lacking(record, cause) : state);
    }
}
