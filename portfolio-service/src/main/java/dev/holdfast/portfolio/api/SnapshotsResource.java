package dev.holdfast.portfolio.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.portfolio.store.Snapshots;
import dev.holdfast.runtime.web.Page;

import io.smallrye.mutiny.Uni;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import java.util.Optional;

/** What was said of a portfolio when its days began. */
@Path("/portfolios/{id}/snapshots")
@Produces(MediaType.APPLICATION_JSON)
public class SnapshotsResource {

    private static final ObjectMapper JSON = EventCodec.mapper();

    private final Known known;
    private final Snapshots snapshots;

    SnapshotsResource(Known known, Snapshots snapshots) {
        this.known = known;
        this.snapshots = snapshots;
    }

    /**
     * The beginnings of days, newest first. One that was stated anew is there with every {@code
     * revision}, the latest first: the earlier figures stay as they were published.
     */
    @GET
    public Uni<Page<ObjectNode>> all(
            @PathParam("id") PortfolioId id,
            @QueryParam("after") Optional<String> after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        Paging paging = Paging.of(after, limit);
        return known.portfolio(id)
                .chain(state -> snapshots.boundaries(id, paging.place(), paging.limit()))
                .map(stated -> paging.page(stated, SnapshotsResource::view));
    }

    private static ObjectNode view(Snapshots.Stated stated) {
        ObjectNode view = JSON.valueToTree(stated.event());
        view.put("type", Topic.typeOf(stated.event()));
        view.put("revision", stated.revision());
        return view;
    }
}
