package dev.holdfast.risk.domain;

import static dev.holdfast.risk.domain.Swing.BTC;
import static dev.holdfast.risk.domain.Swing.ETH;
import static dev.holdfast.risk.domain.Swing.MARKET;
import static dev.holdfast.risk.domain.Swing.buy;
import static dev.holdfast.risk.domain.Swing.decide;
import static dev.holdfast.risk.domain.Swing.holding;
import static dev.holdfast.risk.domain.Swing.limits;
import static dev.holdfast.risk.domain.Swing.sell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.PortfolioEvent.AccountPolicy;
import dev.holdfast.contracts.event.PortfolioEvent.LotStep;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.json.EventCodec;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What the venue does not trade is exposure and no position. */
class DustTest {

    private final RiskState dust = dustOfBtc("0.0001");

    /** One position at most; what is left of one in BTC is 0.00005. */
    private static RiskState dustOfBtc(String step) {
        PortfolioEvent.Configured plain =
                Swing.configuration(limits().maxOpenPositions(1).build(), 1);
        PortfolioEvent.Configured configured =
                new PortfolioEvent.Configured(
                        plain.portfolioId(),
                        plain.runId(),
                        plain.version(),
                        plain.name(),
                        plain.baseCurrency(),
                        plain.timezone(),
                        plain.reportingTimezones(),
                        plain.costBasis(),
                        plain.venue(),
                        plain.mode(),
                        plain.clientOrderPrefix(),
                        plain.limits(),
                        plain.overnight(),
                        Optional.of(
                                new AccountPolicy(
                                        PortfolioEvent.ForeignFills.HOLD,
                                        List.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(),
                                        List.of(new LotStep(BTC, new BigDecimal(step))))),
                        Optional.empty(),
                        plain.occurredAt());
        RiskState state =
                Booking.moved(
                        Switching.configured(RiskState.unknown(Swing.ID), configured),
                        Swing.deposit("10000"),
                        MARKET);
        return holding(holding(state, buy("a", "1")), sell("b", "0.99995"));
    }

    private static BigDecimal positions(RiskState state) {
        return Headroom.of(state, MARKET).stream()
                .filter(item -> item.check().equals(Reason.MAX_POSITIONS.name()))
                .findFirst()
                .flatMap(Headroom::used)
                .orElseThrow();
    }

    @Test
    void dustTakesNoPlaceOfAPositionAndIsStillExposure() {
        assertThat(Exposure.of(dust, MARKET).total().orElseThrow()).isEqualByComparingTo("0.05");
        assertThat(positions(dust)).isZero();
        assertThat(decide(dust, buy("c", "1").of(ETH)).event())
                .isInstanceOf(RiskEvent.Approved.class);
    }

    @Test
    void aWholeLotIsAPosition() {
        RiskState whole = dustOfBtc("0.00005");
        assertThat(positions(whole)).isEqualByComparingTo("1");
        assertThat(decide(whole, buy("c", "1").of(ETH)).event())
                .isInstanceOf(RiskEvent.Rejected.class);
    }

    @Test
    void anOrderOnTopOfDustAddsAPosition() {
        RiskState other = holding(dust, buy("c", "1").of(ETH));
        assertThat(decide(other, buy("d", "1")).event()).isInstanceOf(RiskEvent.Rejected.class);
        assertThat(positions(Swing.approved(dust, buy("e", "1")))).isEqualByComparingTo("1");
    }

    @Test
    void onlyPositionsThatTheVenueTradesAreWarnedOf() {
        assertThat(Warnings.review(dust, MARKET).warnings()).isEmpty();
        assertThat(Warnings.review(dustOfBtc("0.00005"), MARKET).warnings())
                .extracting(RiskEvent.LimitWarned::check)
                .contains(Reason.MAX_POSITIONS.name());
    }

    @Test
    void aStateThatWasKeptBeforeLotStepsWereIsReadAndHasNoDust() throws Exception {
        var mapper = EventCodec.stateMapper();
        ObjectNode kept = mapper.valueToTree(dust);
        ObjectNode account = (ObjectNode) kept.at("/configuration/account_policy");
        assertThat(account.has("lot_steps")).isTrue();
        account.remove("lot_steps");
        assertThat(positions(mapper.treeToValue(kept, RiskState.class))).isEqualByComparingTo("1");
    }
}
