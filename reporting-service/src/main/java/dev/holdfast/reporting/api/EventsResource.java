package dev.holdfast.reporting.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.reporting.store.LivePart;
import dev.holdfast.reporting.store.ReportingStore;

import io.smallrye.mutiny.Multi;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The stream of what changes: each part of the overview whole, under its name. What changed several
 * times between two looks at the tables is sent once, as it is then.
 */
@Path("/portfolios/{id}/events")
public class EventsResource {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final long RECONNECT_MS = 1000;

    private final ReportingStore store;

    EventsResource(ReportingStore store) {
        this.store = store;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> events(
            @PathParam("id") String id,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @QueryParam("after") String after,
            @Context Sse sse) {
        AtomicLong seen =
                new AtomicLong(sequence(lastEventId).or(() -> sequence(after)).orElse(0L));
        return store.partsAfter(id, 0)
                .map(parts -> Known.of(id, parts).sequence())
                .onItem()
                .transformToMulti(newest -> stream(id, seen, newest, sse));
    }

    /** A sequence from the future is of an earlier life of the tables: everything is sent again. */
    private Multi<OutboundSseEvent> stream(String id, AtomicLong seen, long newest, Sse sse) {
        if (seen.get() > newest) {
            seen.set(0);
        }
        return Multi.createBy().merging().streams(changes(id, seen, sse), heartbeats(seen, sse));
    }

    private Multi<OutboundSseEvent> changes(String id, AtomicLong seen, Sse sse) {
        return Multi.createFrom()
                .ticks()
                .every(LOOK)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> store.partsAfter(id, seen.get()))
                .onItem()
                .transformToIterable(
                        parts -> {
                            parts.forEach(
                                    part -> seen.accumulateAndGet(part.sequence(), Math::max));
                            return events(parts, sse);
                        });
    }

    private static List<OutboundSseEvent> events(List<LivePart> parts, Sse sse) {
        return parts.stream()
                .map(
                        part -> {
                            ObjectNode data = JsonNodeFactory.instance.objectNode();
                            data.put("sequence", part.sequence());
                            data.set("value", part.body());
                            return event(part.part(), data, sse)
                                    .id(Long.toString(part.sequence()))
                                    .reconnectDelay(RECONNECT_MS)
                                    .build();
                        })
                .toList();
    }

    private static Multi<OutboundSseEvent> heartbeats(AtomicLong seen, Sse sse) {
        return Multi.createFrom()
                .ticks()
                .every(HEARTBEAT)
                .onOverflow()
                .drop()
                .map(
                        tick -> {
                            ObjectNode data = JsonNodeFactory.instance.objectNode();
                            data.put("sequence", seen.get());
                            data.put("at", Instant.now().toString());
                            return event("heartbeat", data, sse).build();
                        });
    }

    private static OutboundSseEvent.Builder event(String name, ObjectNode data, Sse sse) {
        return sse.newEventBuilder().name(name).data(String.class, data.toString());
    }

    /** What is no number is no sequence: the stream then begins with everything. */
    private static Optional<Long> sequence(String text) {
        try {
            return Asked.text(text).map(Long::parseLong);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
