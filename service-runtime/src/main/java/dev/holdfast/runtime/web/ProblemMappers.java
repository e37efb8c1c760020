package dev.holdfast.runtime.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;

import dev.holdfast.contracts.value.InvalidValue;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Every way in which a request can fail, as a problem. What is our own fault is logged and not
 * shown.
 */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response problem(ProblemException e) {
        return answer(e.problem());
    }

    @ServerExceptionMapper
    public Response invalidValue(InvalidValue e) {
        return answer(Problem.of(400, "INVALID_REQUEST", e.getMessage(), List.of()));
    }

    @ServerExceptionMapper
    public Response constraints(ConstraintViolationException e) {
        List<Problem.FieldError> errors =
                e.getConstraintViolations().stream()
                        .map(v -> new Problem.FieldError(field(v), v.getMessage()))
                        .sorted(java.util.Comparator.comparing(Problem.FieldError::field))
                        .toList();
        return problem(ProblemException.invalid(errors));
    }

    @ServerExceptionMapper
    public Response json(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping)) {
            return answer(
                    Problem.of(
                            400,
                            "INVALID_JSON",
                            "The body is not JSON: " + e.getOriginalMessage(),
                            List.of()));
        }
        String path =
                mapping.getPath().stream()
                        .map(
                                r ->
                                        r.getFieldName() == null
                                                ? "[" + r.getIndex() + "]"
                                                : r.getFieldName())
                        .collect(Collectors.joining("."));
        return problem(ProblemException.field(path.isEmpty() ? "body" : path, reason(mapping)));
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException json) {
                return json(json);
            }
        }
        int status = e.getResponse().getStatus();
        return answer(
                Problem.of(
                        status,
                        Titles.of(status).toUpperCase().replace(' ', '_'),
                        detail(e, status),
                        List.of()));
    }

    @ServerExceptionMapper
    public Response unexpected(RuntimeException e) {
        LOG.error("A request failed in a way that nobody foresaw", e);
        return answer(
                Problem.of(
                        500,
                        "INTERNAL",
                        "Something failed here; the service's log says what.",
                        List.of()));
    }

    private static String detail(WebApplicationException e, int status) {
        return status == 404 ? "There is nothing at this path." : e.getMessage();
    }

    private static String field(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        return snakeCase(path.substring(path.lastIndexOf('.') + 1));
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase();
    }

    private static String reason(JsonMappingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidValue invalid) {
                return invalid.getMessage();
            }
        }
        return e.getOriginalMessage().lines().findFirst().orElse("is not readable");
    }

    private static Response answer(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
    }
}
