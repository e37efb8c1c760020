package dev.holdfast.tradesync.paper;

import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.web.ProblemException;
import dev.holdfast.tradesync.paper.domain.Speed;
import dev.holdfast.tradesync.paper.domain.TapeState;

import io.smallrye.common.annotation.Blocking;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import java.util.Optional;

/** The paper venue's own desk: its replay, and its accounts as it keeps them. */
@Path("/paper")
@Blocking
public class PaperResource {

    private final PaperVenue venue;

    PaperResource(PaperVenue venue) {
        this.venue = venue;
    }

    @GET
    @Path("/tape")
    public TapeView tape() {
        return view(parts());
    }

    /** What to change; what is absent stays. */
    public record Control(Optional<String> state, Optional<String> speed) {}

    @PUT
    @Path("/tape")
    public TapeView control(Control control) {
        PaperVenue.Parts parts = parts();
        if (control == null) {
            throw ProblemException.field("state", "send state, speed or both");
        }
        parts.market().control(control.state().map(this::state), control.speed().map(this::speed));
        parts.player().look();
        return view(parts);
    }

    @GET
    @Path("/accounts/{id}")
    public AccountView account(@PathParam("id") String id) {
        return portfolio(id)
                .flatMap(portfolio -> parts().exchange().view(portfolio))
                .orElseThrow(
                        () ->
                                ProblemException.notFound(
                                        "UNKNOWN_ACCOUNT",
                                        "The paper venue has no account of portfolio " + id + "."));
    }

    private static Optional<PortfolioId> portfolio(String id) {
        try {
            return Optional.of(PortfolioId.of(id));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }

    private TapeState state(String text) {
        return switch (text) {
            case "RUNNING" -> TapeState.RUNNING;
            case "PAUSED" -> TapeState.PAUSED;
            default -> throw ProblemException.field("state", "must be RUNNING or PAUSED");
        };
    }

    private Speed speed(String text) {
        try {
            return Speed.of(text);
        } catch (InvalidValue e) {
            throw ProblemException.field("speed", e.getMessage());
        }
    }

    private PaperVenue.Parts parts() {
        return venue.parts()
                .orElseThrow(
                        () ->
                                ProblemException.notFound(
                                        "NO_TAPE",
                                        "There is no paper venue: holdfast.paper.tape names no"
                                                + " tape."));
    }

    private static TapeView view(PaperVenue.Parts parts) {
        return TapeView.of(parts.tape(), parts.market().replay(), parts.market().brokenLines());
    }
}
