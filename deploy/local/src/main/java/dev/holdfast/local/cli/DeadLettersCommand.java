package dev.holdfast.local.cli;

import dev.holdfast.local.Service;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What services could not read or apply. */
@Command(
        name = "dead-letters",
        description = "Count the dead letters of each service and show the last with their cause.")
public final class DeadLettersCommand implements Runnable {

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "How many to show of each service; ${DEFAULT-VALUE} unless given.")
    private int last = 5;

    @Mixin private Target target;

    @Override
    public void run() {
        try (TopicRecords records = new TopicRecords(target.bootstrapServers())) {
            for (Service service : Service.values()) {
                long count = records.count(service.deadLetters());
                System.out.printf("%-22s %d%n", service.module(), count);
                if (count > 0) {
                    records.last(service.deadLetters(), last)
                            .forEach(r -> System.out.println(TopicRecords.line(r)));
                }
            }
        }
    }
}
