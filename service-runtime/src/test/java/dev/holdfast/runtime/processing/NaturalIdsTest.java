package dev.holdfast.runtime.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.runtime.processing.NaturalIds.NaturalId;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class NaturalIdsTest {

    private static final String TRADE =
            """
            {"type":"trade.synced","portfolio_id":"swing","run_id":"r-7","bot_version":"v2","venue":"bitstamp","trade_id":"2003451","order_id":"88012",
             "client_order_id":"swing-v2-00017","symbol":"BTC/USD","side":"BUY","quantity":"0.5","price":"812.40","fees":[{"amount":"1.0155","currency":"USD"}],
             "liquidity":"MAKER","origin":"PLATFORM","occurred_at":"2013-11-25T03:12:11Z","recorded_at":"2013-11-25T03:12:11.204Z"}
            """;

    private static final String CALL =
            """
            {"type":"llm.called","portfolio_id":"swing","run_id":"r-7","bot_version":"v2","call_id":"c-991","model":"gemini-2.5-flash","input_tokens":1200,
             "output_tokens":180,"cost":"0.000144","currency":"USD","decision":{"action":"HOLD","why":"flat"},"occurred_at":"2013-11-25T03:15:00Z"}
            """;

    private static final String CANCEL =
            """
            {"type":"order.cancel-intended","portfolio_id":"swing","run_id":"r-7","client_order_id":"swing-v2-00017","occurred_at":"2013-11-25T03:15:00Z"}
            """;

    private static NaturalId id(Topic topic, String json) {
        return id(topic, json, false);
    }

    private static NaturalId id(Topic topic, String json, boolean sequenced) {
        Event event =
                ((EventCodec.Decoded.Known)
                                EventCodec.decode(topic, json.getBytes(StandardCharsets.UTF_8)))
                        .event();
        return NaturalIds.of(event, sequenced).orElseThrow();
    }

    @Test
    void aFillSyncedAgainByAnotherRunIsTheSameFillWithTheSameContent() {
        NaturalId first = id(Topic.TRADES, TRADE);
        NaturalId again =
                id(
                        Topic.TRADES,
                        TRADE.replace("r-7", "r-8")
                                .replace("11.204Z", "59.999Z")
                                .replace("\"0.5\"", "\"0.500\"")
                                .replace("PLATFORM", "IMPORTED"));
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.sameContent(first.digest())).isTrue();
    }

    @Test
    void aFillWithAnotherPriceIsTheSameFillAndAContradiction() {
        NaturalId first = id(Topic.TRADES, TRADE);
        NaturalId corrected = id(Topic.TRADES, TRADE.replace("812.40", "812.41"));
        assertThat(corrected.id()).isEqualTo(first.id());
        assertThat(corrected.sameContent(first.digest())).isFalse();
    }

    @Test
    void theSameTradeIdUnderAnotherOrderOrSymbolIsAnotherFill() {
        NaturalId first = id(Topic.TRADES, TRADE);
        assertThat(id(Topic.TRADES, TRADE.replace("88012", "88013")).id()).isNotEqualTo(first.id());
        assertThat(id(Topic.TRADES, TRADE.replace("BTC/USD", "ETH/USD")).id())
                .isNotEqualTo(first.id());
    }

    @Test
    void aCorrectionThatItsWriterCountsIsNotedAndNeverSkipped() {
        String correction =
                TRADE.replace("trade.synced", "trade.corrected")
                        .replace("\"origin\"", "\"cancelled\":false,\"origin\"");
        assertThat(id(Topic.TRADES, correction, true).skipsRepetition()).isFalse();
        assertThat(id(Topic.TRADES, correction, false).skipsRepetition()).isTrue();
        assertThat(id(Topic.TRADES, correction, true).id()).isEqualTo(id(Topic.TRADES, TRADE).id());
    }

    @Test
    void theOrderOfKeysInADecisionIsNoContent() {
        NaturalId first = id(Topic.COSTS, CALL);
        NaturalId again =
                id(
                        Topic.COSTS,
                        CALL.replace(
                                "{\"action\":\"HOLD\",\"why\":\"flat\"}",
                                "{\"why\":\"flat\",\"action\":\"HOLD\"}"));
        assertThat(again.sameContent(first.digest())).isTrue();
        assertThat(id(Topic.COSTS, CALL.replace("HOLD", "BUY")).sameContent(first.digest()))
                .isFalse();
    }

    @Test
    void anOrderMayBeCancelledTwiceWithoutContradiction() {
        NaturalId first = id(Topic.ORDER_INTENTS, CANCEL);
        NaturalId later = id(Topic.ORDER_INTENTS, CANCEL.replace("03:15", "03:16"));
        assertThat(later.id()).isNotEqualTo(first.id());
        assertThat(id(Topic.ORDER_INTENTS, CANCEL).id()).isEqualTo(first.id());
    }

    @Test
    void anIdOfAnyLengthFitsIntoAnIndex() {
        NaturalId id = id(Topic.COSTS, CALL.replace("c-991", "c".repeat(10_000)));
        assertThat(id.id().length()).isLessThanOrEqualTo(512);
    }
}
