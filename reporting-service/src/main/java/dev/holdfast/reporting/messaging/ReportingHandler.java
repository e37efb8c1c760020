package dev.holdfast.reporting.messaging;

import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.reporting.domain.Report;
import dev.holdfast.reporting.domain.Reporting;
import dev.holdfast.reporting.domain.ReportingState;
import dev.holdfast.reporting.domain.entry.Entry;
import dev.holdfast.reporting.store.ReportingRow;
import dev.holdfast.runtime.handler.Outcome;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.Received;
import dev.holdfast.runtime.handler.Row;
import dev.holdfast.runtime.handler.Unreadable;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Joins the fold of reporting to the runtime. */
@ApplicationScoped
public class ReportingHandler implements PortfolioHandler<ReportingState> {

    /** All that is said of portfolios, but for what is said here. */
    private static final Set<Topic> INPUTS =
            Arrays.stream(Topic.values())
                    .filter(topic -> topic.keyedByPortfolio() && topic != Topic.PORTFOLIO_DAYS)
                    .collect(Collectors.toUnmodifiableSet());

    @Override
    public String service() {
        return "reporting-service";
    }

    @Override
    public Set<Topic> inputs() {
        return INPUTS;
    }

    @Override
    public MarketUse marketUse() {
        return MarketUse.EVERY_MARK;
    }

    @Override
    public Class<ReportingState> stateType() {
        return ReportingState.class;
    }

    @Override
    public ReportingState initial(PortfolioId portfolio) {
        return ReportingState.initial(portfolio);
    }

    @Override
    public Optional<Venue> venue(ReportingState state) {
        return state.configured().map(PortfolioEvent.Configured::venue);
    }

    @Override
    public Outcome<ReportingState> onEvent(ReportingState state, Received received, Market market) {
        return outcome(
                Reporting.on(
                        state, received.event(), received.conflicting(), received.recordedAt()));
    }

    @Override
    public Outcome<ReportingState> onMarket(
            ReportingState state, List<MarketEvent> events, Market market) {
        return outcome(Reporting.onMarket(state, market));
    }

    @Override
    public Outcome<ReportingState> afterBatch(ReportingState state, Market market) {
        return outcome(Reporting.afterBatch(state, market));
    }

    @Override
    public Outcome<ReportingState> onUnreadable(
            ReportingState state, Unreadable record, Market market) {
        return outcome(
                Reporting.unapplied(
                        state,
                        new Entry.Unapplied(
                                record.topic().topicName(),
                                record.partition(),
                                record.offset(),
                                record.field(),
                                record.message(),
                                record.recordedAt())));
    }

    @Override
    public Outcome<ReportingState> onFailed(ReportingState state, Received received, String cause) {
        return outcome(
                Reporting.unapplied(
                        state,
                        new Entry.Unapplied(
                                received.topic().topicName(),
                                received.partition(),
                                received.offset(),
                                "",
                                cause,
                                received.recordedAt())));
    }

    private static Outcome<ReportingState> outcome(Report report) {
        List<Row> rows =
                report.entries().stream()
                        .<Row>map(entry -> new ReportingRow(report.state().portfolio(), entry))
                        .toList();
        return new Outcome<>(report.state(), report.events(), rows);
    }
}
