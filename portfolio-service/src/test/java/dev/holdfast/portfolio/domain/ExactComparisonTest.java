package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A million random fills ({@code -Dholdfast.fills}), a quarter under each cost basis, against an
 * independent calculator with exact fractions. With lots every digit must be the same; an average
 * is divided to 34 digits.
 */
class ExactComparisonTest {

    private static final int FILLS = Integer.getInteger("holdfast.fills", 1_000_000);
    private static final int BETWEEN_LOOKS = 61;
    private static final BigDecimal ROUNDING = new BigDecimal("1e-20");
    private static final Currency USD = Currency.of("USD");
    private static final Venue VENUE = Venue.of("bitstamp");
    private static final Optional<BigDecimal> ONE = Optional.of(BigDecimal.ONE);
    private static final Instant BEGAN = Instant.parse("2024-01-01T00:00:00Z");

    private final List<Attribution> owners = new ArrayList<>();

    ExactComparisonTest() {
        for (int i = 0; i < 3; i++) {
            owners.add(
                    new Attribution(
                            Optional.of(BotVersion.of("v" + i)),
                            RunId.of("r-1"),
                            Optional.empty()));
        }
    }

    @ParameterizedTest
    @EnumSource(CostBasis.class)
    void theLedgerAgreesWithAnExactCalculatorAfterAnyNumberOfFills(CostBasis basis) {
        Random random = new Random(basis.ordinal());
        List<Symbol> symbols = List.of(Symbol.of("BTC/USD"), Symbol.of("ETH/USD"));
        List<ExactCalculator> exact =
                List.of(new ExactCalculator(basis), new ExactCalculator(basis));
        LedgerFold fold = new LedgerFold(Ledger.empty(USD, basis));
        long cash = 0;
        for (int i = 0; i < FILLS / CostBasis.values().length; i++) {
            int which = random.nextInt(2);
            ExactCalculator calculator = exact.get(which);
            long change = change(random, calculator.quantity);
            long price = 1 + random.nextInt(9_999);
            Attribution by = owners.get(random.nextInt(owners.size()));
            long quoteFee = random.nextInt(3) == 0 ? random.nextInt(2_000) - 500 : 0;
            long baseFee = random.nextInt(20) == 0 ? 1 + random.nextInt(3) : 0;
            fold.fill(fill(i, symbols.get(which), change, price, quoteFee, baseFee, by));
            calculator.fill(change, price, quoteFee, baseFee);
            cash -= change * price + quoteFee;
            if (i % BETWEEN_LOOKS == 0) {
                agree(fold.done().position(symbols.get(which)), calculator, basis);
            }
        }
        Ledger ledger = fold.done();
        agree(ledger.position(symbols.get(0)), exact.get(0), basis);
        agree(ledger.position(symbols.get(1)), exact.get(1), basis);
        Outcomes outcomes = ledger.outcomes();
        assertThat(outcomes.wins()).isEqualTo(exact.get(0).wins + exact.get(1).wins);
        assertThat(outcomes.losses()).isEqualTo(exact.get(0).losses + exact.get(1).losses);
        assertThat(ledger.cash().get(USD).venue()).isEqualByComparingTo(money(cash));
        assertThat(ledger.total().fees().amount())
                .isEqualByComparingTo(money(exact.get(0).fees + exact.get(1).fees));
    }

    /** Back to flat exactly, through zero, or anywhere; not too far away. */
    private static long change(Random random, long held) {
        int kind = random.nextInt(10);
        if (held != 0 && kind == 0) {
            return -held;
        }
        if (held != 0 && kind == 1) {
            return -held - Long.signum(held) * (1 + random.nextInt(50));
        }
        long size = 1 + random.nextInt(100);
        boolean away = Math.abs(held) < 800 && random.nextInt(100) < 55;
        long sign = held == 0 ? (random.nextBoolean() ? 1 : -1) : Long.signum(held);
        return away || held == 0 ? sign * size : -sign * size;
    }

    private static void agree(Position position, ExactCalculator exact, CostBasis basis) {
        BigDecimal tolerance = basis == CostBasis.AVERAGE ? ROUNDING : BigDecimal.ZERO;
        assertThat(position.quantity()).isEqualByComparingTo(BigDecimal.valueOf(exact.quantity, 3));
        assertThat(exact.cost.isCloseTo(units(position.cost()), tolerance)).as("cost").isTrue();
        assertThat(exact.realized.isCloseTo(units(position.realized()), tolerance))
                .as("realized")
                .isTrue();
        assertThat(units(position.fees().amount())).isEqualByComparingTo("" + exact.fees);
        assertThat(position.lots().stream().map(Lot::cost).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(position.cost());
        if (exact.quantity == 0) {
            assertThat(position.cost()).isEqualTo(BigDecimal.ZERO);
            assertThat(position.lots()).isEmpty();
        } else {
            assertThat(
                            exact.cycle.isCloseTo(
                                    units(position.cycle().orElseThrow().realized()), tolerance))
                    .as("cycle")
                    .isTrue();
        }
    }

    private static BigDecimal units(BigDecimal amount) {
        return amount.movePointRight(5);
    }

    private static BigDecimal money(long units) {
        return BigDecimal.valueOf(units, 5);
    }

    private static Fill fill(
            int number,
            Symbol symbol,
            long change,
            long price,
            long quoteFee,
            long baseFee,
            Attribution by) {
        List<Fill.Fee> fees = new ArrayList<>(2);
        if (quoteFee != 0) {
            fees.add(new Fill.Fee(money(quoteFee), USD, ONE, ONE));
        }
        if (baseFee != 0) {
            fees.add(
                    new Fill.Fee(
                            BigDecimal.valueOf(baseFee, 3),
                            Currency.of(symbol.base()),
                            Optional.of(BigDecimal.valueOf(price, 2)),
                            Optional.of(BigDecimal.valueOf(price, 2))));
        }
        return new Fill(
                VENUE,
                symbol,
                OrderId.of("o"),
                TradeId.of("" + number),
                Optional.empty(),
                change > 0 ? Side.BUY : Side.SELL,
                BigDecimal.valueOf(Math.abs(change), 3),
                BigDecimal.valueOf(price, 2),
                fees,
                ONE,
                by,
                BEGAN.plusSeconds(number));
    }
}
