package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.CostBasis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What the account held before is booked like all else, and left out of exposure where wished. */
class BaselineTest {

    private static Desk desk(CostBasis basis) {
        return new Desk("USD", basis).deposit("100000", "USD");
    }

    private static Desk excluding(Desk desk) {
        PortfolioEvent.Configured was = desk.state.configuration().orElseThrow();
        desk.book(
                new PortfolioEvent.Configured(
                        was.portfolioId(),
                        was.runId(),
                        was.version() + 1,
                        was.name(),
                        was.baseCurrency(),
                        was.timezone(),
                        was.reportingTimezones(),
                        was.costBasis(),
                        was.venue(),
                        was.mode(),
                        was.clientOrderPrefix(),
                        new PortfolioEvent.Limits(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                false,
                                true),
                        was.overnight(),
                        was.occurredAt()));
        return desk;
    }

    private static void equal(Optional<BigDecimal> actual, String expected) {
        assertThat(actual.orElseThrow()).isEqualByComparingTo(expected);
    }

    @Test
    void itKeepsItsBasisAndCountsInEquityAndIsShownAsWhatItIs() {
        Desk desk = excluding(desk(CostBasis.FIFO));
        desk.tagged("baseline").buy("10", "50").tagged("mine").buy("2", "100").mark("110");

        assertThat(desk.position().cost()).isEqualByComparingTo("700");
        equal(desk.stats().equity(), "100620");
        equal(desk.shown().baselineQuantity(), "10");
        equal(desk.shown().exposure(), "220");
        equal(desk.stats().exposureNotional(), "220");
        equal(desk.stats().netExposure(), "220");
        assertThat(desk.stats().openPositions()).isOne();
        equal(desk.slice("tag", "baseline").unrealizedPnl(), "600");
    }

    @Test
    void itIsExposureWhereThePortfolioDoesNotLeaveItOut() {
        Desk desk = desk(CostBasis.FIFO).tagged("baseline").buy("10", "50").mark("110");
        equal(desk.shown().baselineQuantity(), "10");
        equal(desk.stats().exposureNotional(), "1100");
    }

    @Test
    void salesTakeWhatWasTradedFirstAndWhatTheyTakeOfTheBaselineDoesNotComeBack() {
        Desk desk = excluding(desk(CostBasis.AVERAGE));
        desk.tagged("baseline").buy("10", "50").tagged("mine").buy("2", "100").mark("110");
        desk.sell("1", "110");
        equal(desk.shown().baselineQuantity(), "10");
        desk.sell("4", "110");
        equal(desk.shown().baselineQuantity(), "7");
        equal(desk.stats().exposureNotional(), "0");
        desk.buy("4", "110").mark("110");
        equal(desk.shown().baselineQuantity(), "7");
        equal(desk.stats().exposureNotional(), "440");
        desk.sell("12", "110").mark("110");
        assertThat(desk.shown().baselineQuantity()).isEmpty();
        equal(desk.stats().netExposure(), "-110");
    }

    @ParameterizedTest
    @EnumSource
    void leftOutItIsAsIfItWereNotThereWhateverIsTradedBesideIt(CostBasis basis) {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            Desk without = desk(basis);
            Desk with = excluding(desk(basis)).tagged("baseline").buy("5", "60").tagged("mine");
            for (int i = 0; i < 30; i++) {
                int held = without.position().quantity().intValueExact();
                boolean sells = held > 0 && random.nextBoolean();
                String quantity = "" + (1 + random.nextInt(sells ? held : 5));
                String price = "" + (50 + random.nextInt(100));
                for (Desk desk : List.of(without, with)) {
                    (sells ? desk.sell(quantity, price) : desk.buy(quantity, price)).mark(price);
                }
                assertThat(with.stats().exposureNotional())
                        .isEqualTo(without.stats().exposureNotional());
                assertThat(with.stats().netExposure()).isEqualTo(without.stats().netExposure());
            }
        }
    }

    @Test
    void aPositionFromBeforeThereWereBaselinesIsRead() throws Exception {
        Position position = desk(CostBasis.FIFO).buy("1", "100").position();
        var mapper = EventCodec.stateMapper();
        String old = mapper.writeValueAsString(position).replace(",\"baseline\":null", "");
        assertThat(old).doesNotContain("baseline");
        assertThat(mapper.readValue(old, Position.class)).isEqualTo(position);
    }
}
