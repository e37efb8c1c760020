package dev.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contracts.topic.Topic;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class EmbeddedBrokerTest {

    @Test
    void aRecordIsThereAgainAfterTheBrokerWasStoppedAndStarted(@TempDir Path data)
            throws Exception {
        EmbeddedBroker.Settings kept = EmbeddedBroker.Settings.keptIn(data);
        try (EmbeddedBroker broker = EmbeddedBroker.start(kept)) {
            broker.createTopics(2);
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(
                            Map.of(
                                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                    broker.bootstrapServers()),
                            new StringSerializer(),
                            new StringSerializer())) {
                producer.send(new ProducerRecord<>("trades.v1", 0, "swing", "a fill")).get();
            }
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(kept)) {
            broker.createTopics(2);
            assertThat(firstOf(broker, new TopicPartition("trades.v1", 0))).isEqualTo("a fill");
        }
    }

    @Test
    void everyTopicOfTheContractsStandsWithTheSamePartitionsAndKeepsWhatItShould()
            throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.Settings.temporary());
                Admin admin =
                        Admin.create(
                                Map.of(
                                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                        broker.bootstrapServers()))) {
            broker.createTopics(3);

            Map<String, TopicDescription> topics =
                    admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get();

            assertThat(topics).hasSize(Topic.values().length + Service.values().length);
            assertThat(topics).containsKey("risk-service.dead-letters.v1");
            assertThat(topics.values()).allMatch(topic -> topic.partitions().size() == 3);
            assertThat(setting(admin, "trades.v1", "retention.ms")).isEqualTo("-1");
            assertThat(setting(admin, "marks.v1", "cleanup.policy")).isEqualTo("compact");
            assertThat(setting(admin, "marks.v1", "min.compaction.lag.ms"))
                    .isEqualTo(String.valueOf(Duration.ofDays(7).toMillis()));
        }
    }

    @Test
    void aPortInUseIsNamedInOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedBroker.Settings there =
                    EmbeddedBroker.Settings.temporary().onPort(taken.getLocalPort());

            assertThatThrownBy(() -> EmbeddedBroker.start(there))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("in use");
        }
    }

    private static String setting(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return config.get(name).value();
    }

    private static String firstOf(EmbeddedBroker broker, TopicPartition partition) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
        }
    }
}
