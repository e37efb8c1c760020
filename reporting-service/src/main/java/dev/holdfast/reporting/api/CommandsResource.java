package dev.holdfast.reporting.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.reporting.domain.entry.Part;
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
import java.util.List;
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

    private static final List<String> FOR_ALL =
            List.of("trading.activate", "trading.reduce-only", "trading.halt");

    private final ReportingStore store;
    private final EventPublisher publisher;

    CommandsResource(ReportingStore store, EventPublisher publisher) {
        this.store = store;
        this.publisher = publisher;
    }

    /** The command is on its topic; {@code lookAt} shows what comes of it. */
    public record Accepted(String commandId, boolean accepted, String lookAt) {}

    /**
     * What an operator orders. {@code mode} and {@code portfolio_id}, where they are sent, must be
     * those of the portfolio: an order that was confirmed for another one is refused. Activate,
     * reduce-only and halt of the portfolio {@code *} hold for all.
     */
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
        Uni<Void> published =
                PortfolioId.ALL.value().equals(id)
                        ? publishForAll(command)
                        : publish(id, Topic.OPERATOR_COMMANDS, command);
        return published.replaceWith(
                () -> accepted(new Accepted(commandId, true, "/portfolios/" + id + "/overview")));
    }

    /** Edits of plans; {@code expected_version} refuses one that was made on older levels. */
    @POST
    @Path("/plan-commands")
    public Uni<Response> plan(
            @PathParam("id") String id, JsonNode body, @Context ContainerRequestContext request) {
        Caller caller = (Caller) request.getProperty(AccessFilter.CALLER);
        ObjectNode command = object(body);
        command.put("by", "operator " + caller.name());
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

    private Uni<Void> publishForAll(ObjectNode command) {
        if (!FOR_ALL.contains(command.path("type").asText())) {
            throw ProblemException.field("type", "must be one of " + FOR_ALL + " for all (*)");
        }
        command.put("portfolio_id", PortfolioId.ALL.value());
        command.put("run_id", "-");
        command.put("occurred_at", Instant.now().toString());
        return publisher.publish(read(Topic.OPERATOR_COMMANDS, command));
    }

    private Uni<Void> publish(String id, Topic topic, ObjectNode command) {
        return store.partsAfter(id, 0)
                .map(parts -> Known.of(id, parts))
                .chain(
                        known -> {
                            confirmed(command, "portfolio_id", Optional.of(id));
                            confirmed(command, "mode", known.text(Part.PORTFOLIO, "mode"));
                            command.put("portfolio_id", id);
                            command.put("run_id", "-");
                            command.put(
                                    "occurred_at", known.now().orElseGet(Instant::now).toString());
                            return publisher.publish(read(topic, command));
                        });
    }

    /** What the sender saw when it was confirmed must still be so. */
    private static void confirmed(ObjectNode command, String field, Optional<String> actual) {
        JsonNode sent = command.path(field);
        if (sent.isTextual() && actual.isPresent() && !actual.get().equals(sent.textValue())) {
            throw ProblemException.conflict(
                    "CONFIRMED_FOR_ANOTHER",
                    "The command was confirmed for "
                            + field
                            + " "
                            + sent.textValue()
                            + ", but it is "
                            + actual.get()
                            + ": look again, then send it anew.");
        }
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
