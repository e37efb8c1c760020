package dev.holdfast.reporting.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.reporting.store.ReportingStore;
import dev.holdfast.runtime.handler.EventPublisher;
import dev.holdfast.runtime.web.AccessFilter;
import dev.holdfast.runtime.web.Caller;
import dev.holdfast.runtime.web.ProblemException;

import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Orders of a person: they are checked for form, put on their topic and answered with 202. Who must
 * act on them does; what came of it shows on the stream.
 */
@Path("/portfolios/{id}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CommandsResource {

    private final ReportingStore store;
    private final EventPublisher publisher;

    CommandsResource(ReportingStore store, EventPublisher publisher) {
        this.store = store;
        this.publisher = publisher;
    }

    /** The command is on its topic; {@code lookAt} shows what comes of it. */
    public record Accepted(String commandId, boolean accepted, String lookAt) {}

    @POST
    @Path("/operator-commands")
    public Uni<Response> operate(
            @PathParam("id") String id, JsonNode body, @Context ContainerRequestContext request) {
        Caller caller = (Caller) request.getProperty(AccessFilter.CALLER);
        ObjectNode command = object(body);
        String commandId =
                Optional.ofNullable(command.get("command_id"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .orElseGet(() -> UUID.randomUUID().toString());
        command.put("command_id", commandId);
        command.put("operator", caller.name());
        return publish(id, Topic.OPERATOR_COMMANDS, command)
                .replaceWith(
                        () ->
                                accepted(
                                        new Accepted(
                                                commandId,
                                                true,
                                                "/portfolios/" + id + "/overview")));
    }

    /** Edits of plans; {@code expected_version} refuses one that was made on older levels. */
    @POST
    @Path("/plan-commands")
    public Uni<Response> plan(@PathParam("id") String id, JsonNode body) {
        ObjectNode command = object(body);
        String plan = command.path("plan_id").asText();
        return publish(id, Topic.PLAN_COMMANDS, command)
                .replaceWith(
                        () ->
                                accepted(
                                        new Accepted(
                                                plan,
                                                true,
                                                "/portfolios/" + id + "/plans/" + plan)));
    }

    private Uni<Void> publish(String id, Topic topic, ObjectNode command) {
        return store.partsAfter(id, 0)
                .map(parts -> Known.of(id, parts))
                .chain(
                        known -> {
                            command.put("portfolio_id", id);
                            command.put("run_id", "-");
                            command.put(
                                    "occurred_at", known.now().orElseGet(Instant::now).toString());
                            return publisher.publish(read(topic, command));
                        });
    }

    private static Event read(Topic topic, ObjectNode command) {
        byte[] json = command.toString().getBytes(StandardCharsets.UTF_8);
        return switch (EventCodec.decode(topic, json)) {
            case EventCodec.Decoded.Known known -> known.event();
            case EventCodec.Decoded.UnknownType unknown ->
                    throw ProblemException.field(
                            "type",
                            "must be one of "
                                    + topic.types().stream().map(Topic.Type::name).toList()
                                    + ", not '"
                                    + unknown.type()
                                    + "'");
            case EventCodec.Decoded.Invalid invalid ->
                    throw ProblemException.field(
                            invalid.field().isEmpty() ? "body" : invalid.field(),
                            invalid.message());
        };
    }

    private static ObjectNode object(JsonNode body) {
        if (body instanceof ObjectNode object) {
            return object.deepCopy();
        }
        throw ProblemException.field("body", "must be a JSON object");
    }

    private static Response accepted(Accepted accepted) {
        return Response.accepted(accepted).build();
    }
}
