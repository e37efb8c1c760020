package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.PortfolioEvent.AccountPolicy;
import dev.holdfast.contracts.event.PortfolioEvent.Configured;
import dev.holdfast.contracts.event.PortfolioEvent.ForeignFills;
import dev.holdfast.contracts.event.PortfolioEvent.LotStep;
import dev.holdfast.contracts.event.PortfolioEvent.Tolerance;
import dev.holdfast.contracts.event.ReconciliationEvent;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Symbol;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

class ReconciliationTest {

    /** A desk that holds 1 BTC and 900 USD. */
    private static Desk desk() {
        Desk desk = new Desk("USD").deposit("1000", "USD").buy("1", "100");
        return desk.book(
                tolerating(
                        desk,
                        new Tolerance(Currency.of("USD"), new BigDecimal("0.01")),
                        new LotStep(Symbol.of("BTC/USD"), new BigDecimal("0.0001"))));
    }

    private static Configured tolerating(Desk desk, Tolerance tolerance, LotStep lotStep) {
        Configured first = desk.state.configuration().orElseThrow();
        return new Configured(
                first.portfolioId(),
                first.runId(),
                2,
                first.name(),
                first.baseCurrency(),
                first.timezone(),
                first.reportingTimezones(),
                first.costBasis(),
                first.venue(),
                first.mode(),
                first.clientOrderPrefix(),
                first.limits(),
                first.overnight(),
                Optional.of(
                        new AccountPolicy(
                                ForeignFills.HOLD,
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(tolerance),
                                List.of(lotStep))),
                first.plans(),
                first.occurredAt());
    }

    private static List<String> causes(Desk desk, String... balances) {
        desk.observed(balances).close();
        return desk.said(ReconciliationEvent.Mismatched.class).stream()
                .flatMap(mismatch -> mismatch.items().stream())
                .filter(item -> !item.cause().equals(Reconciliation.NONE))
                .map(item -> item.asset() + " " + item.cause())
                .toList();
    }

    @Test
    void whatIsToleratedIsAMatchThatSaysItsTolerance() {
        Desk desk = desk();
        assertThat(causes(desk, "1 BTC", "900.01 USD")).isEmpty();
        assertThat(desk.said(ReconciliationEvent.Matched.class).getFirst().items().getLast())
                .satisfies(
                        usd -> {
                            assertThat(usd.difference()).isEqualByComparingTo("0.01");
                            assertThat(usd.tolerance().orElseThrow()).isEqualByComparingTo("0.01");
                        });
        assertThat(causes(desk(), "1 BTC", "900.02 USD")).containsExactly("USD DEPOSIT");
    }

    @Test
    void theLikelyCauseIsNamed() {
        assertThat(causes(desk(), "1 BTC", "890 USD")).containsExactly("USD WITHDRAWAL");
        assertThat(causes(desk(), "0.99 BTC", "900 USD")).containsExactly("BTC FEE_ASSET");
        assertThat(causes(desk(), "1.00009 BTC", "900 USD")).containsExactly("BTC DUST");
        assertThat(causes(desk(), "2 BTC", "800 USD"))
                .containsExactly("BTC MISSING_FILL", "USD MISSING_FILL");
        assertThat(causes(desk(), "1 BTC", "5 ETH", "800 USD"))
                .containsExactly("ETH EXTERNAL_TRADE", "USD EXTERNAL_TRADE");
        assertThat(causes(desk(), "1 BTC", "5 ETH", "900 USD"))
                .containsExactly("ETH UNKNOWN_ASSET");
    }

    @Test
    void anAdjustmentMakesTheLedgerSayWhatTheVenueSays() {
        Desk desk = desk();
        causes(desk, "0.99 BTC", "890 USD");
        List<CashEvent.Moved> adjustments =
                Adjustments.of(desk.state, Optional.empty(), Optional.of("looked into"));
        assertThat(adjustments)
                .extracting(moved -> moved.amount() + " " + moved.currency())
                .containsExactly("-0.01 BTC", "-10 USD");
        assertThat(adjustments.getFirst().reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("looked into"));

        adjustments.forEach(desk::book);
        desk.observed("0.99 BTC", "890 USD").close();

        assertThat(desk.said(ReconciliationEvent.class).getLast())
                .isInstanceOf(ReconciliationEvent.Matched.class);
        assertThat(Adjustments.of(desk.state, Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void oneFindingMakesTheSameAdjustmentsHoweverOftenItIsAsked() {
        Desk desk = desk();
        causes(desk, "1 BTC", "890 USD");
        Optional<Currency> usd = Optional.of(Currency.of("USD"));
        assertThat(Adjustments.of(desk.state, usd, Optional.empty()))
                .isEqualTo(Adjustments.of(desk.state, Optional.empty(), Optional.empty()))
                .hasSize(1);
        assertThat(Adjustments.of(desk.state, Optional.of(Currency.of("BTC")), Optional.empty()))
                .isEmpty();
    }

    @Test
    void dustIsNoOpenPosition() {
        Desk desk = desk().mark("100");
        assertThat(desk.stats().openPositions()).isEqualTo(1);
        desk.sell("0.99995", "100").mark("100");
        assertThat(desk.stats().openPositions()).isZero();
        assertThat(desk.shown().quantity()).isEqualByComparingTo("0.00005");
    }
}
