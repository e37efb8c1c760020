package dev.holdfast.runtime.web;

import jakarta.ws.rs.core.Response;

/** The reason phrases of HTTP, as titles of problems. */
final class Titles {

    private Titles() {}

    static String of(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Status " + status : known.getReasonPhrase();
    }
}
