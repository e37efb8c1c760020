package dev.holdfast.runtime.web;

import java.util.List;

/**
 * Ends a request with a problem. Resources throw it (or fail a Uni with it); the domain answers
 * with values instead.
 */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    private ProblemException(
            int status, String code, String detail, List<Problem.FieldError> errors) {
        super(detail);
        this.problem = Problem.of(status, code, detail, errors);
    }

    /** 400: one field is at fault. */
    public static ProblemException field(String field, String message) {
        return invalid(List.of(new Problem.FieldError(field, message)));
    }

    /** 400: some fields are at fault. */
    public static ProblemException invalid(List<Problem.FieldError> errors) {
        String detail =
                errors.size() == 1
                        ? errors.getFirst().field() + ": " + errors.getFirst().message()
                        : errors.size() + " fields are at fault.";
        return new ProblemException(400, "INVALID_REQUEST", detail, List.copyOf(errors));
    }

    /** 401. */
    public static ProblemException unauthenticated(String detail) {
        return new ProblemException(401, "UNAUTHENTICATED", detail, List.of());
    }

    /** 403. */
    public static ProblemException forbidden(String detail) {
        return new ProblemException(403, "FORBIDDEN", detail, List.of());
    }

    /** 404. */
    public static ProblemException notFound(String code, String detail) {
        return new ProblemException(404, code, detail, List.of());
    }

    /** 409: what is there says something else. */
    public static ProblemException conflict(String code, String detail) {
        return new ProblemException(409, code, detail, List.of());
    }

    /** 409: what is there says something else, in these fields. */
    public static ProblemException conflict(
            String code, String detail, List<Problem.FieldError> errors) {
        return new ProblemException(409, code, detail, List.copyOf(errors));
    }

    /** 422: understood, and not possible as things stand. */
    public static ProblemException unprocessable(String code, String detail) {
        return new ProblemException(422, code, detail, List.of());
    }

    public Problem problem() {
        return problem;
    }
}
