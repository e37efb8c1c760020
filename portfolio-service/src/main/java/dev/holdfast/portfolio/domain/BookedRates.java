package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.topic.Topic;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * At which rates the records of a portfolio were booked, as far as they are kept: facts of the
 * booking, which the market may no longer know.
 *
 * @param fills those that are not in the base currency alone
 * @param money movements and costs in other currencies whose rate was known
 */
public record BookedRates(
        Map<TradeEvent.FillKey, FillRates> fills, Map<MoneyId, BigDecimal> money) {

    public static final BookedRates NONE = new BookedRates(Map.of(), Map.of());

    public BookedRates {
        fills = Map.copyOf(fills);
        money = Map.copyOf(money);
    }

    /**
     * What a movement or a cost is known by within its portfolio.
     *
     * @param type of its record, such as {@code llm.called}
     */
    public record MoneyId(String type, String id) {

        private static final String MOVEMENT = "cash.moved";

        public static MoneyId of(CashEvent.Moved event) {
            return ofMovement(event.movementId());
        }

        static MoneyId ofMovement(String movementId) {
            return new MoneyId(MOVEMENT, movementId);
        }

        public static MoneyId of(CostEvent event) {
            return switch (event) {
                case CostEvent.LlmCalled e -> new MoneyId(Topic.typeOf(e), e.callId());
                case CostEvent.Incurred e -> new MoneyId(Topic.typeOf(e), e.costId());
            };
        }
    }

    Optional<FillRates> of(TradeEvent event) {
        return Optional.ofNullable(fills.get(event.fill().key()))
                .filter(rates -> rates.fees().size() == event.fill().fees().size());
    }

    Optional<BigDecimal> of(MoneyId id) {
        return Optional.ofNullable(money.get(id));
    }
}
