import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints every fill, from the first on, until nothing new comes for five seconds. After a build, which leaves the
 * libraries there:
 *
 * <pre>java -cp 'deploy/local/target/lib/*' docs/examples/FollowTrades.java 127.0.0.1:9092</pre>
 */
public class FollowTrades {

    /** The client says at INFO how it is set up; kept here, since a logger that nobody holds forgets its level. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    public static void main(String[] args) {
        KAFKA.setLevel(Level.WARNING);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", args[0], "group.id", "follow-trades", "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.TRADES.topicName()));
            int quiet = 0;
            while (quiet < 5) {
                var records = consumer.poll(Duration.ofSeconds(1));
                quiet = records.isEmpty() ? quiet + 1 : 0;
                for (var record : records) {
                    switch (EventCodec.decode(Topic.TRADES, record.value())) {
                        case EventCodec.Decoded.Known(TradeEvent.Synced fill) ->
                                System.out.printf(
                                        "%s %s %s %s at %s, order %s%n",
                                        fill.occurredAt(),
                                        fill.portfolioId(),
                                        fill.side(),
                                        fill.quantity(),
                                        fill.price(),
                                        fill.clientOrderId().map(Object::toString).orElse("-"));
                        case EventCodec.Decoded.Known other -> System.out.println(other.event());
                        case EventCodec.Decoded.UnknownType unknown -> System.out.println("skipped " + unknown.type());
                        case EventCodec.Decoded.Invalid invalid -> System.err.println(invalid.message());
                    }
                }
            }
        }
    }
}
