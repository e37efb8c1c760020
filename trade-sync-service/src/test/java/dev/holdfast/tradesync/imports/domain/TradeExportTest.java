package dev.holdfast.tradesync.imports.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.imports.domain.TradeExport.Fault;
import dev.holdfast.tradesync.imports.domain.TradeExport.Read;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

class TradeExportTest {

    @Test
    void krakenWritesTheIdsOfItsApiAndItsOwnNamesOfMarkets() {
        VenueFill fill =
                only(
                        ExportFormat.KRAKEN,
                        """
                        "txid","ordertxid","pair","time","type","ordertype","price","cost","fee","vol","margin","misc","ledgers"
                        "TAAAAA-BBBBB-CCCCCC","OAAAAA-BBBBB-CCCCCC","XXBTZUSD","2021-01-06 14:38:00.1234","buy","limit",35000.1,350.001,0.91,0.01,0,"","L1,L2"
                        """);

        assertThat(fill.symbol()).isEqualTo(Symbol.of("BTC/USD"));
        assertThat(fill.tradeId()).isEqualTo(TradeId.of("TAAAAA-BBBBB-CCCCCC"));
        assertThat(fill.orderId().value()).isEqualTo("OAAAAA-BBBBB-CCCCCC");
        assertThat(fill.side()).isEqualTo(Side.BUY);
        assertThat(fill.quantity()).isEqualTo(Quantity.of("0.01"));
        assertThat(fill.price()).isEqualTo(Price.of("35000.1"));
        assertThat(fill.fees()).containsExactly(Money.of("0.91", "USD"));
        assertThat(fill.occurredAt()).isEqualTo(Instant.parse("2021-01-06T14:38:00.1234Z"));
    }

    @Test
    void binanceWritesAmountsWithTheirCurrencyAndNoIds() {
        String row = "2021-01-06 14:38:00,BTCUSDT,SELL,35000,0.01BTC,350USDT,0.00000010BNB\n";
        Read read =
                read(
                        ExportFormat.BINANCE,
                        "Date(UTC),Pair,Side,Price,Executed,Amount,Fee\n" + row + row);

        assertThat(read.faults()).isEmpty();
        assertThat(read.derivedIds()).isEqualTo(2);
        assertThat(read.fills()).extracting(VenueFill::tradeId).doesNotHaveDuplicates();
        assertThat(read.fills())
                .allSatisfy(
                        fill -> {
                            assertThat(fill.symbol()).isEqualTo(Symbol.of("BTC/USDT"));
                            assertThat(fill.fees()).containsExactly(Money.of("0.0000001", "BNB"));
                        });
        assertThat(
                        read(
                                        ExportFormat.BINANCE,
                                        "Date(UTC),Pair,Side,Price,Executed,Amount,Fee\n"
                                                + row
                                                + row)
                                .fills())
                .isEqualTo(read.fills());
    }

    @Test
    void bitstampWritesDepositsBetweenItsTradesInTwoShapes() {
        Read newer =
                read(
                        ExportFormat.BITSTAMP,
                        """
                        ID,Account,Type,Subtype,Datetime,Amount,Amount currency,Value,Value currency,Rate,Rate currency,Fee,Fee currency,Order ID
                        1,Main Account,Deposit,,2021-01-06T10:00:00Z,1000,USD,,,,,,,
                        2,Main Account,Market,Buy,2021-01-06T14:38:00Z,0.1,BTC,3500,USD,35000,USD,17.5,USD,99
                        """);
        VenueFill older =
                only(
                        ExportFormat.BITSTAMP,
                        """
                        Type,Datetime,Account,Amount,Value,Rate,Fee,Sub Type
                        Market,"Jan. 06, 2021, 02:38 PM",Main Account,0.10000000 BTC,"3,500.00 USD","35,000.00 USD",17.50 USD,Buy
                        """);

        assertThat(newer.passedOver()).isEqualTo(1);
        assertThat(newer.fills())
                .singleElement()
                .satisfies(
                        fill -> {
                            assertThat(fill.tradeId()).isEqualTo(TradeId.of("2"));
                            assertThat(fill.price()).isEqualTo(older.price());
                            assertThat(fill.fees()).isEqualTo(older.fees());
                            assertThat(fill.occurredAt()).isEqualTo(older.occurredAt());
                        });
    }

    @Test
    void anyFileWillDoWhoseColumnsAreNamed() {
        Read read =
                TradeExport.read(
                        ExportFormat.GENERIC,
                        Map.of("trade_id", "Id", "symbol", "Market", "occurred_at", "When"),
                        """
                        When,Market,Id,Side,Quantity,Price
                        2021-01-06T14:38:00+01:00,ETH-EUR,7,sell,1e-3,1000
                        """);

        assertThat(read.fills())
                .singleElement()
                .satisfies(
                        fill -> {
                            assertThat(fill.symbol()).isEqualTo(Symbol.of("ETH/EUR"));
                            assertThat(fill.quantity()).isEqualTo(Quantity.of("0.001"));
                            assertThat(fill.occurredAt())
                                    .isEqualTo(Instant.parse("2021-01-06T13:38:00Z"));
                            assertThat(fill.fees()).isEmpty();
                        });
    }

    @Test
    void everyBadRowIsNamedWithItsLine() {
        Read read =
                read(
                        ExportFormat.GENERIC,
                        """
                        occurred_at,symbol,side,quantity,price
                        yesterday,BTC/USD,buy,1,1
                        2021-01-06 14:38:00,BTC/USD,hold,1,1
                        2021-01-06 14:38:00,BTC/USD,buy,none,1
                        2021-01-06 14:38:00,BTC/USD,buy,0,1
                        2021-01-06 14:38:00,?,buy,1,1
                        """);

        assertThat(read.faults()).extracting(Fault::line).containsExactly(2, 3, 4, 5, 6);
        assertThat(read(ExportFormat.KRAKEN, "a,b\n1,2\n").faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("lacks txid"));
        assertThat(read(ExportFormat.KRAKEN, "").faults()).isNotEmpty();
    }

    private static Read read(ExportFormat format, String text) {
        return TradeExport.read(format, Map.of(), text);
    }

    private static VenueFill only(ExportFormat format, String text) {
        Read read = read(format, text);
        assertThat(read.faults()).isEmpty();
        assertThat(read.fills()).hasSize(1);
        return read.fills().getFirst();
    }
}
