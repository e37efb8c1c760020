package dev.holdfast.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Quantity;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

class EventCodecTest {

    private static final String INTENT =
            """
            {"type":"order.intended","portfolio_id":"swing","run_id":"r-7","bot_version":"v2","client_order_id":"swing-v2-00017","symbol":"BTC/USD",
             "side":"BUY","order_type":"LIMIT","quantity":"0.5","limit_price":"812.40","time_in_force":"GTC","reduce_only":false,
             "plan":{"stop_price":"780","target_price":"900","trail_to_breakeven_pct":"0.01","max_age":"P14D"},"reason":"breakout","occurred_at":"2013-11-25T03:12:09Z"}
            """;

    private static EventCodec.Decoded decode(String json) {
        return EventCodec.decode(Topic.ORDER_INTENTS, json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theIntentOfTheDocumentationIsReadWhole() {
        var decoded = (EventCodec.Decoded.Known) decode(INTENT);
        var intent = (OrderIntentEvent.Intended) decoded.event();
        assertThat(intent.quantity()).isEqualTo(Quantity.of("0.5"));
        assertThat(intent.expiresAt()).isEmpty();
        assertThat(intent.plan().orElseThrow().maxAge()).contains(Duration.ofDays(14));
        assertThat(decode(new String(EventCodec.encode(intent), StandardCharsets.UTF_8)))
                .isEqualTo(decoded);
    }

    @Test
    void aMissingFieldIsNamed() {
        assertThat(decode(INTENT.replace("\"symbol\":\"BTC/USD\",", "")))
                .isInstanceOfSatisfying(
                        EventCodec.Decoded.Invalid.class,
                        i -> assertThat(i.field()).isEqualTo("symbol"));
    }

    @Test
    void aNumberThatIsNoPlainDecimalIsNamedWithTheFix() {
        for (String bad :
                new String[] {
                    "\"NaN\"",
                    "\"1e5\"",
                    "0.5",
                    "null",
                    "\"-1\"",
                    "\"0.1234567890123456789\"",
                    "\"\"",
                    "\"-\"",
                    "\".5\"",
                    "\"5.\"",
                    "\"+5\"",
                    "\"5.5.5\"",
                    "\" 5\"",
                    "\"٥\""
                }) {
            assertThat(decode(INTENT.replace("\"0.5\"", bad)))
                    .isInstanceOfSatisfying(
                            EventCodec.Decoded.Invalid.class,
                            i -> assertThat(i.field()).isEqualTo("quantity"));
        }
    }

    @Test
    void anInstantIsReadAsTheFormatterOfTheJdkReadsIt() {
        for (String at :
                new String[] {
                    "2013-11-25T03:12:09Z",
                    "2013-11-25T03:12:09.5Z",
                    "2013-11-25T03:12:09.000000001Z",
                    "2016-02-29T23:59:59.999999999Z",
                    "1969-12-31T23:59:59.25Z",
                    "0000-01-01T00:00:00Z",
                    "2013-11-25T24:00:00Z",
                    "2013-11-25T03:12:09.Z",
                    "2013-11-25T14:12:09+11:00"
                }) {
            assertThat(decode(INTENT.replace("2013-11-25T03:12:09Z", at)))
                    .as(at)
                    .isInstanceOfSatisfying(
                            EventCodec.Decoded.Known.class,
                            known ->
                                    assertThat(known.event().occurredAt())
                                            .isEqualTo(Instant.parse(at)));
        }
    }

    @Test
    void whatIsNoInstantIsNamed() {
        for (String bad :
                new String[] {
                    "2013-02-29T03:12:09Z",
                    "2013-11-25T25:12:09Z",
                    "2013-11-25 03:12:09Z",
                    "2013-11-25T03:12:0xZ",
                    "yesterday"
                }) {
            assertThat(decode(INTENT.replace("2013-11-25T03:12:09Z", bad)))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            EventCodec.Decoded.Invalid.class,
                            i -> assertThat(i.field()).isEqualTo("occurred_at"));
        }
    }

    @Test
    void unknownFieldsAreIgnoredAndUnknownTypesPassedOver() {
        assertThat(decode(INTENT.replace("\"side\"", "\"later\":{\"a\":[1]},\"side\"")))
                .isInstanceOf(EventCodec.Decoded.Known.class);
        assertThat(decode(INTENT.replace("order.intended", "order.dreamt")))
                .isEqualTo(new EventCodec.Decoded.UnknownType("order.dreamt"));
    }

    @Test
    void stateKeepsDecimalsToTheirLastDigit() throws Exception {
        BigDecimal third = BigDecimal.ONE.divide(new BigDecimal("3000000"), Decimals.DIVISION);
        var mapper = EventCodec.stateMapper();
        BigDecimal read = mapper.readValue(mapper.writeValueAsString(third), BigDecimal.class);
        assertThat(read).isEqualTo(third);
    }
}
