package dev.holdfast.local;

import dev.holdfast.contracts.topic.Topic;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** The topics of a deployment on one broker: those of the contracts and all dead letters. */
final class DeploymentTopics {

    /**
     * A reader that was away for a week still sees every record of a compacted topic, not only the
     * last of each key.
     */
    private static final Duration COMPACTION_LAG = Duration.ofDays(7);

    private DeploymentTopics() {}

    static void create(String bootstrapServers, int partitions) {
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            for (KafkaFuture<Void> made : admin.createTopics(all(partitions)).values().values()) {
                await(made);
            }
        }
    }

    private static List<NewTopic> all(int partitions) {
        Stream<NewTopic> contracts =
                Arrays.stream(Topic.values())
                        .map(topic -> topic(topic.topicName(), partitions, topic.retention()));
        Stream<NewTopic> deadLetters =
                Arrays.stream(Service.values())
                        .map(
                                service ->
                                        topic(
                                                service.deadLetters(),
                                                partitions,
                                                Topic.Retention.KEPT));
        return Stream.concat(contracts, deadLetters).toList();
    }

    private static NewTopic topic(String name, int partitions, Topic.Retention retention) {
        Map<String, String> config =
                switch (retention) {
                    case KEPT -> Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");
                    case COMPACTED ->
                            Map.of(
                                    TopicConfig.CLEANUP_POLICY_CONFIG,
                                    TopicConfig.CLEANUP_POLICY_COMPACT,
                                    TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                                    String.valueOf(COMPACTION_LAG.toMillis()));
                };
        return new NewTopic(name, partitions, (short) 1).configs(config);
    }

    private static void await(KafkaFuture<Void> made) {
        try {
            made.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new StartFailure("A topic cannot be made: " + e.getCause().getMessage(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while topics were made.", e);
        }
    }
}
