package dev.holdfast.reporting.store;

import dev.holdfast.contracts.event.DayEvent.Day;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.reporting.domain.Sheets;
import dev.holdfast.reporting.domain.entry.Entry;
import dev.holdfast.reporting.domain.entry.Extended;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which rows of which tables an entry is. */
final class Lines {

    private Lines() {}

    static List<Line> of(PortfolioId portfolio, Entry entry) {
        String id = portfolio.value();
        return switch (entry) {
            case Entry.PartChanged e ->
                    List.of(
                            Line.of(
                                    Table.LIVE_PARTS,
                                    id,
                                    e.part().key(),
                                    Long.toString(e.sequence()),
                                    Bodies.json(e.body())));
            case Entry.Valued e ->
                    List.of(
                            Line.of(
                                    Table.EQUITY_POINTS,
                                    id,
                                    e.at().toString(),
                                    plain(e.equity()),
                                    plain(e.netPnl()),
                                    plain(e.contributed())));
            case Entry.DayStated e -> day(id, e);
            case Entry.EndOfDay e ->
                    List.of(
                            Line.of(
                                    Table.ENDS_OF_DAYS,
                                    id,
                                    e.timezone().getId(),
                                    e.date().toString(),
                                    Bodies.json(e.body())));
            case Entry.OrderChanged e ->
                    List.of(
                            Line.of(
                                    Table.ORDERS,
                                    id,
                                    e.line().clientOrderId().value(),
                                    e.line().placedAt().toString(),
                                    Boolean.toString(e.line().finished()),
                                    Bodies.json(e.line())));
            case Entry.PlanChanged e ->
                    List.of(
                            Line.of(
                                    Table.PLANS,
                                    id,
                                    e.line().plan().planId().value(),
                                    e.line().plan().openedAt().toString(),
                                    Boolean.toString(e.line().plan().status() == PlanStatus.CLOSED),
                                    Bodies.json(Sheets.plan(e.line(), false))));
            case Entry.PlanStep e ->
                    List.of(
                            Line.of(
                                    Table.PLAN_STEPS,
                                    id,
                                    Long.toString(e.number()),
                                    e.planId().value(),
                                    Bodies.json(e)));
            case Entry.DecisionMade e -> decision(id, e);
            case Entry.Fill e ->
                    List.of(
                            Line.of(
                                    Table.FILLS,
                                    id,
                                    e.venue().value(),
                                    e.symbol().toString(),
                                    e.orderId().value(),
                                    e.tradeId().value(),
                                    e.occurredAt().toString(),
                                    Bodies.json(e)));
            case Entry.Cost e ->
                    List.of(
                            Line.of(
                                    Table.COSTS,
                                    id,
                                    e.category(),
                                    e.costId(),
                                    e.occurredAt().toString(),
                                    Bodies.json(e)));
            case Entry.CashFlow e ->
                    List.of(
                            Line.of(
                                    Table.CASH_FLOWS,
                                    id,
                                    e.movementId(),
                                    e.at().toString(),
                                    Bodies.json(e)));
            case Entry.Run e ->
                    List.of(
                            Line.of(
                                    Table.RUNS,
                                    id,
                                    e.runId().value(),
                                    e.startedAt().map(Object::toString).orElse(null),
                                    Bodies.json(e)));
            case Entry.Command e ->
                    List.of(
                            Line.of(
                                    Table.OPERATOR_COMMANDS,
                                    id,
                                    e.commandId(),
                                    e.occurredAt().toString(),
                                    Bodies.json(e)));
            case Entry.Unapplied e ->
                    List.of(
                            Line.of(
                                    Table.UNAPPLIED_RECORDS,
                                    id,
                                    e.topic(),
                                    Integer.toString(e.partition()),
                                    Long.toString(e.offset()),
                                    e.recordedAt().toString(),
                                    Bodies.json(e)));
        };
    }

    private static List<Line> day(String id, Entry.DayStated e) {
        Day day = e.day();
        String body = Bodies.json(Sheets.day(day, false));
        return List.of(
                Line.of(
                        Table.PORTFOLIO_DAYS,
                        id,
                        day.timezone().getId(),
                        day.date().toString(),
                        Long.toString(day.version()),
                        Boolean.toString(day.provisional()),
                        day.startsAt().toString(),
                        day.endsAt().toString(),
                        body),
                Line.of(
                        Table.PORTFOLIO_DAY_VERSIONS,
                        id,
                        day.timezone().getId(),
                        day.date().toString(),
                        Long.toString(day.version()),
                        e.cause().orElse(null),
                        e.recordedAt().toString(),
                        body));
    }

    private static List<Line> decision(String id, Entry.DecisionMade e) {
        Entry.Decision decision = e.decision();
        return List.of(
                Line.of(
                        Table.DECISIONS,
                        id,
                        Long.toString(decision.number()),
                        decision.clientOrderId().value(),
                        decision.occurredAt().toString(),
                        decision.verdict(),
                        decision.symbol().map(Object::toString).orElse(null),
                        Bodies.json(new Extended(decision, Map.of("checks", e.checks())))));
    }

    private static String plain(Optional<BigDecimal> amount) {
        return amount.map(BigDecimal::toPlainString).orElse(null);
    }
}
