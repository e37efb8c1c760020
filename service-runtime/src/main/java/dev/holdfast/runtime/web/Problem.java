package dev.holdfast.runtime.web;

import java.util.List;

/**
 * An error as RFC 9457 has it, with two members of ours: a stable {@code code} for programs, and
 * the fields at fault.
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        List<FieldError> errors) {

    /** The field at fault and what to write instead. */
    public record FieldError(String field, String message) {}

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String code, String detail, List<FieldError> errors) {
        return new Problem("about:blank", Titles.of(status), status, detail, code, errors);
    }
}
