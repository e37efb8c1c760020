package dev.holdfast.local.cli;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.local.StartFailure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** The topics, or what stands on one of them. */
@Command(
        name = "topics",
        description = "List the topics, or the records of one with their headers.")
public final class TopicsCommand implements Runnable {

    @Parameters(
            arity = "0..1",
            paramLabel = "TOPIC",
            description = "Such as trades.v1; without it all topics are listed.")
    private Optional<String> topic = Optional.empty();

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "How many records of the topic's end; ${DEFAULT-VALUE} unless given.")
    private int last = 10;

    @Option(names = "--follow", description = "Go on with what arrives, until Ctrl-C.")
    private boolean follow;

    @Mixin private Target target;

    @Override
    public void run() {
        try (TopicRecords records = new TopicRecords(target.bootstrapServers())) {
            if (topic.isEmpty()) {
                list(records);
                return;
            }
            String name = topic.get();
            if (!records.names().contains(name)) {
                throw new StartFailure(
                        "There is no topic " + name + ": ./holdfast topics lists them.");
            }
            records.last(name, last).forEach(r -> System.out.println(TopicRecords.line(r)));
            if (follow) {
                records.follow(name, r -> System.out.println(TopicRecords.line(r)));
            }
        }
    }

    private static void list(TopicRecords records) {
        for (String name : records.names()) {
            System.out.printf(
                    "%-42s %3d partitions %10d records  %s%n",
                    name,
                    records.partitionCount(name),
                    records.count(name),
                    Topic.named(name).map(Topic::purpose).orElse(""));
        }
    }
}
