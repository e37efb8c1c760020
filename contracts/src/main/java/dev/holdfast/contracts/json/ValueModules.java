package dev.holdfast.contracts.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.BiFunction;
import java.util.function.Function;

/** How the values of the contracts stand in JSON. */
final class ValueModules {

    private ValueModules() {}

    /** Decimals of any precision, as a service keeps them for itself. */
    static SimpleModule exact() {
        SimpleModule module = new SimpleModule("holdfast-exact");
        strings(
                module,
                BigDecimal.class,
                BigDecimal::toString,
                (text, name) -> new BigDecimal(text));
        return module;
    }

    /** Ids and codes as text, decimals as strings in plain notation. */
    static SimpleModule values() {
        SimpleModule module = new SimpleModule("holdfast-values");
        text(module, PortfolioId.class, PortfolioId::of);
        text(module, RunId.class, RunId::of);
        text(module, BotVersion.class, BotVersion::of);
        text(module, ClientOrderId.class, ClientOrderId::of);
        text(module, OrderId.class, OrderId::of);
        text(module, TradeId.class, TradeId::of);
        text(module, PlanId.class, PlanId::of);
        text(module, Venue.class, Venue::of);
        text(module, Currency.class, Currency::of);
        text(module, Symbol.class, Symbol::of);
        text(module, ZoneId.class, EventCodec::timezone);
        module.addDeserializer(Instant.class, new InstantReader());
        decimal(module, BigDecimal.class, number -> number, number -> number);
        decimal(module, Price.class, Price::new, Price::value);
        decimal(module, Quantity.class, Quantity::new, Quantity::value);
        return module;
    }

    /** A value that stands as a string; it is read from the text and the name of its field. */
    private static <T> void strings(
            SimpleModule module,
            Class<T> type,
            Function<T, String> write,
            BiFunction<String, String, T> read) {
        module.addSerializer(
                type,
                new StdSerializer<>(type) {
                    @Override
                    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
                            throws IOException {
                        json.writeString(write.apply(value));
                    }
                });
        module.addDeserializer(
                type,
                new StdDeserializer<>(type) {
                    @Override
                    public T deserialize(JsonParser json, DeserializationContext context)
                            throws IOException {
                        return read.apply(string(json, context, type), json.currentName());
                    }
                });
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> read) {
        strings(module, type, Object::toString, (text, name) -> read.apply(text));
        module.addKeySerializer(
                type,
                new StdSerializer<>(type) {
                    @Override
                    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
                            throws IOException {
                        json.writeFieldName(value.toString());
                    }
                });
        module.addKeyDeserializer(
                type,
                new KeyDeserializer() {
                    @Override
                    public Object deserializeKey(String key, DeserializationContext context) {
                        return read.apply(key);
                    }
                });
    }

    private static <T> void decimal(
            SimpleModule module,
            Class<T> type,
            Function<BigDecimal, T> read,
            Function<T, BigDecimal> write) {
        strings(
                module,
                type,
                value -> Decimals.text(Decimals.canonical(write.apply(value))),
                (text, name) -> read.apply(Decimals.parse(text, name)));
    }

    private static String string(JsonParser json, DeserializationContext context, Class<?> type)
            throws IOException {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            throw new InvalidValue(json.currentName() + " must be a JSON string");
        }
        return json.getText();
    }
}
