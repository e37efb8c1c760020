package dev.holdfast.tradesync.messaging;

import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.runtime.handler.Outcome;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.Received;
import dev.holdfast.tradesync.domain.Account;
import dev.holdfast.tradesync.domain.OrderLife;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.store.ChangeRow;
import dev.holdfast.tradesync.sync.Attention;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What arrives on topics: configurations, approvals and cancellations. They are recorded here and
 * nothing is sent; once that is committed, whoever works for the portfolio at its venue finds them
 * in its state.
 */
@ApplicationScoped
public class TradeSyncHandler implements PortfolioHandler<PortfolioSync> {

    private static final String BY_INTENT = "cancelled by a bot";

    private final Attention attention;

    TradeSyncHandler(Attention attention) {
        this.attention = attention;
    }

    @Override
    public String service() {
        return "trade-sync-service";
    }

    @Override
    public Set<Topic> inputs() {
        return Set.of(
                Topic.PORTFOLIOS,
                Topic.RISK_DECISIONS,
                Topic.ORDER_INTENTS,
                Topic.OPERATOR_COMMANDS);
    }

    @Override
    public MarketUse marketUse() {
        return MarketUse.NONE;
    }

    @Override
    public Class<PortfolioSync> stateType() {
        return PortfolioSync.class;
    }

    @Override
    public PortfolioSync initial(PortfolioId portfolio) {
        return PortfolioSync.initial(portfolio);
    }

    @Override
    public Optional<Venue> venue(PortfolioSync state) {
        return state.account().map(Account::venue);
    }

    @Override
    public Outcome<PortfolioSync> onEvent(PortfolioSync state, Received received, Market market) {
        if (received.conflicting()) {
            return Outcome.unchanged(state);
        }
        return switch (received.event()) {
            case PortfolioEvent.Configured configured -> {
                attention.orders(state.portfolio());
                attention.sync(state.portfolio());
                yield Outcome.of(state.configured(configured), List.of());
            }
            case RiskEvent.Approved approved -> {
                attention.orders(state.portfolio());
                yield ChangeRow.outcome(OrderLife.approved(state, approved));
            }
            // Nobody has heard of the order: the venue is asked at once, for orders and fills.
            case RiskEvent.ReservationUnresolved unresolved -> {
                attention.orders(state.portfolio());
                attention.sync(state.portfolio());
                yield Outcome.unchanged(state);
            }
            case OrderIntentEvent.CancelIntended cancel -> {
                attention.orders(state.portfolio());
                yield ChangeRow.outcome(
                        OrderLife.cancelAsked(
                                state, cancel.clientOrderId(), cancel.reason().orElse(BY_INTENT)));
            }
            case OperatorCommand.CancelOrder cancel -> {
                attention.orders(state.portfolio());
                yield ChangeRow.outcome(
                        OrderLife.cancelAsked(
                                state,
                                cancel.clientOrderId(),
                                "cancelled by " + cancel.operator() + ": " + cancel.reason()));
            }
            case OperatorCommand.AssignTrade assign -> {
                attention.sync(state.portfolio());
                yield Outcome.of(
                        state.assign(
                                new TradeEvent.FillKey(
                                        state.portfolio(),
                                        assign.venue(),
                                        assign.symbol(),
                                        assign.orderId(),
                                        assign.tradeId())),
                        List.of());
            }
            default -> Outcome.unchanged(state);
        };
    }

    @Override
    public Outcome<PortfolioSync> onTakenOver(PortfolioSync state, Market market) {
        attention.orders(state.portfolio());
        attention.sync(state.portfolio());
        return Outcome.unchanged(state);
    }
}
