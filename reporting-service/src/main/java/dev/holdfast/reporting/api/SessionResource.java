package dev.holdfast.reporting.api;

import dev.holdfast.runtime.web.AccessFilter;
import dev.holdfast.runtime.web.ApiKeys;
import dev.holdfast.runtime.web.Caller;
import dev.holdfast.runtime.web.ProblemException;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lets a browser in: it trades a key for a cookie that scripts cannot read. */
@Path("/session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {

    private static final int THIRTY_DAYS = 30 * 24 * 60 * 60;

    private final ApiKeys keys;

    SessionResource(ApiKeys keys) {
        this.keys = keys;
    }

    /** What a browser sends to come in. */
    public record Login(Optional<String> key) {}

    /** Who is in; {@code "*"} stands for all portfolios. */
    public record Session(String name, String role, List<String> portfolios) {

        static Session of(Caller caller) {
            return new Session(
                    caller.name(),
                    caller.role().name().toLowerCase(Locale.ROOT),
                    caller.portfolios().isEmpty() ? List.of("*") : caller.portfolios());
        }
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_JSON)
    public Response open(Login login) {
        String key =
                login.key().orElseThrow(() -> ProblemException.field("key", "must be an API key"));
        Caller caller =
                keys.caller(key)
                        .orElseThrow(
                                () ->
                                        ProblemException.unauthenticated(
                                                "This deployment does not know that key."));
        return Response.ok(Session.of(caller)).cookie(cookie(key, THIRTY_DAYS)).build();
    }

    @GET
    public Session session(@Context ContainerRequestContext request) {
        return Session.of((Caller) request.getProperty(AccessFilter.CALLER));
    }

    @DELETE
    @PermitAll
    public Response close() {
        return Response.noContent().cookie(cookie("", 0)).build();
    }

    private static NewCookie cookie(String key, int seconds) {
        return new NewCookie.Builder(AccessFilter.COOKIE)
                .value(key)
                .path("/")
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .maxAge(seconds)
                .build();
    }
}
