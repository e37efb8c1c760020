package dev.holdfast.runtime.web;

import dev.holdfast.runtime.observe.Tracing;

import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.ext.Provider;

import org.jboss.logging.MDC;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a request in: by a key in {@value #HEADER}, or by the cookie that a browser got for one.
 * Everything needs a key except what says {@link PermitAll}.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AccessFilter implements ContainerRequestFilter {

    public static final String HEADER = "X-API-Key";
    public static final String COOKIE = "holdfast_session";

    /** Where the caller stands on the request, for the audit trail. */
    public static final String CALLER = "holdfast.caller";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final ApiKeys keys;

    @Context ResourceInfo resource;

    AccessFilter(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        if (method == null
                || method.isAnnotationPresent(PermitAll.class)
                || method.getDeclaringClass().isAnnotationPresent(PermitAll.class)) {
            return;
        }
        Caller caller =
                key(request)
                        .flatMap(keys::caller)
                        .orElseThrow(
                                () ->
                                        ProblemException.unauthenticated(
                                                "Send a valid key of this deployment in the header "
                                                        + HEADER
                                                        + "."));
        boolean reads = READING.contains(request.getMethod());
        Optional<String> portfolio =
                Optional.ofNullable(request.getUriInfo().getPathParameters().getFirst("id"));
        caller.refusal(reads, method.isAnnotationPresent(ForBots.class), portfolio)
                .ifPresent(
                        why -> {
                            throw ProblemException.forbidden(why);
                        });
        request.setProperty(CALLER, caller);
        portfolio.ifPresent(id -> MDC.put(Tracing.PORTFOLIO_ID, id));
    }

    private static Optional<String> key(ContainerRequestContext request) {
        Optional<String> header = Optional.ofNullable(request.getHeaderString(HEADER));
        return header.or(
                () -> Optional.ofNullable(request.getCookies().get(COOKIE)).map(Cookie::getValue));
    }
}
