package dev.holdfast.verification.bench;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.portfolio.domain.Attribution;
import dev.holdfast.portfolio.domain.Fill;
import dev.holdfast.portfolio.domain.Ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** The records of one portfolio that trades in and out of positions of some dozens of lots. */
final class LedgerFills {

    /** Everything is in the base currency, so nothing is asked of it. */
    static final Market NO_MARKET =
            new Market() {
                @Override
                public Optional<Mark> latest(Venue venue, Symbol symbol) {
                    return Optional.empty();
                }

                @Override
                public Optional<Mark> asOf(Venue venue, Symbol symbol, Instant at) {
                    return Optional.empty();
                }

                @Override
                public Optional<Instant> now(Venue venue) {
                    return Optional.empty();
                }

                @Override
                public Set<Symbol> symbols(Venue venue) {
                    return Set.of();
                }
            };

    /** After the first 4,900 of 5,000 fills: a live portfolio keeps some dozens one by one. */
    static final Instant LATELY = Instant.parse("2024-01-01T00:20:25Z");

    private static final Instant BEGAN = Instant.parse("2024-01-01T00:00:00Z");
    private static final Currency USD = Currency.of("USD");
    private static final Venue VENUE = Venue.of("bitstamp");

    private final CostBasis basis;
    private final Random random;
    private final Map<Integer, Long> held = new HashMap<>();
    private PortfolioId portfolio = PortfolioId.of("p-0");
    private int number;

    LedgerFills(CostBasis basis, Random random) {
        this.basis = basis;
        this.random = random;
    }

    Ledger empty() {
        return Ledger.empty(USD, basis);
    }

    PortfolioEvent.Configured configured(String id) {
        portfolio = PortfolioId.of(id);
        return new PortfolioEvent.Configured(
                portfolio,
                RunId.NONE,
                1,
                id,
                USD,
                ZoneOffset.UTC,
                List.of(),
                basis,
                VENUE,
                TradingMode.PAPER,
                id,
                PortfolioEvent.Limits.NONE,
                PortfolioEvent.Overnight.KEEP,
                BEGAN);
    }

    CashEvent.Moved deposit() {
        return new CashEvent.Moved(
                portfolio,
                RunId.NONE,
                "m-1",
                MovementKind.DEPOSIT,
                new BigDecimal("1000000"),
                USD,
                Optional.empty(),
                Optional.empty(),
                BEGAN);
    }

    /** The next fill, in the symbol of this number. */
    TradeEvent.Synced next(int symbol) {
        number++;
        Fill fill = fill(symbol);
        return new TradeEvent.Synced(
                portfolio,
                fill.by().runId(),
                fill.by().botVersion(),
                VENUE,
                fill.tradeId(),
                fill.orderId(),
                Optional.of(ClientOrderId.of(portfolio + "-" + fill.orderId())),
                fill.symbol(),
                fill.side(),
                Quantity.of(fill.quantity().toPlainString()),
                Price.of(fill.price().toPlainString()),
                fill.fees().stream().map(fee -> new Money(fee.amount(), fee.currency())).toList(),
                Liquidity.TAKER,
                Origin.PLATFORM,
                Optional.empty(),
                Optional.empty(),
                fill.at(),
                fill.at());
    }

    /** Fills of one symbol as the ledger books them. */
    List<Fill> booked(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> {
                            number++;
                            return fill(0);
                        })
                .toList();
    }

    private Fill fill(int symbol) {
        long thousandths = 1 + random.nextInt(1_000);
        long now = held.getOrDefault(symbol, 0L);
        // Mostly in one direction until some dozens of lots are open, then back through zero.
        boolean buy = now < 20_000 && random.nextInt(100) < (now > 10_000 ? 40 : 55);
        held.put(symbol, now + (buy ? thousandths : -thousandths));
        BigDecimal quantity = BigDecimal.valueOf(thousandths, 3);
        BigDecimal price = BigDecimal.valueOf(80_000 + random.nextInt(9_000), 2);
        Optional<BigDecimal> one = Optional.of(BigDecimal.ONE);
        return new Fill(
                VENUE,
                Symbol.of("S" + symbol + "/USD"),
                OrderId.of("o-" + number / 2),
                TradeId.of(String.valueOf(number)),
                Optional.empty(),
                buy ? Side.BUY : Side.SELL,
                quantity,
                price,
                List.of(new Fill.Fee(quantity.multiply(price).movePointLeft(3), USD, one, one)),
                one,
                new Attribution(
                        Optional.of(BotVersion.of("v" + number / 2_000)),
                        RunId.of("r-" + number / 2_000),
                        Optional.empty()),
                BEGAN.plusMillis(number * 250L));
    }
}
