package dev.holdfast.tradesync.venue.xchange;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.holdfast.tradesync.venue.VenueFault;

import org.knowm.xchange.exceptions.ExchangeException;
import org.knowm.xchange.exceptions.ExchangeSecurityException;
import org.knowm.xchange.exceptions.ExchangeUnavailableException;
import org.knowm.xchange.exceptions.FrequencyLimitExceededException;
import org.knowm.xchange.exceptions.FundsExceededException;
import org.knowm.xchange.exceptions.InstrumentNotValidException;
import org.knowm.xchange.exceptions.InternalServerException;
import org.knowm.xchange.exceptions.NonceException;
import org.knowm.xchange.exceptions.OrderAmountUnderMinimumException;
import org.knowm.xchange.exceptions.OrderNotValidException;
import org.knowm.xchange.exceptions.RateLimitExceededException;

import si.mazi.rescu.HttpResponseAware;
import si.mazi.rescu.HttpStatusException;
import si.mazi.rescu.HttpStatusExceptionSupport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the errors mean that exchanges have in common: HTTP, JSON, and XChange's own. */
final class Errors {

    private static final int TEXT = 200;

    private Errors() {}

    static Meaning meaning(Exception error, Dialect dialect) {
        return chain(error)
                .flatMap(cause -> dialect.meaning(cause).stream())
                .findFirst()
                .or(() -> chain(error).flatMap(cause -> named(cause).stream()).findFirst())
                .or(() -> chain(error).flatMap(cause -> status(cause).stream()).findFirst())
                .or(() -> chain(error).flatMap(cause -> transport(cause).stream()).findFirst())
                .orElseGet(
                        () ->
                                Meaning.of(
                                        error instanceof ExchangeException
                                                ? VenueFault.VENUE_ERROR
                                                : VenueFault.UNPARSEABLE_ANSWER));
    }

    private static Optional<Meaning> named(Throwable error) {
        return Optional.ofNullable(
                switch (error) {
                    case FundsExceededException e -> Meaning.refused(Meaning.INSUFFICIENT_FUNDS);
                    case OrderAmountUnderMinimumException e ->
                            Meaning.refused("BELOW_MINIMUM_QUANTITY");
                    case OrderNotValidException e -> Meaning.refused(Meaning.INVALID_ORDER);
                    case RateLimitExceededException e -> Meaning.of(VenueFault.RATE_LIMITED);
                    case FrequencyLimitExceededException e -> Meaning.of(VenueFault.RATE_LIMITED);
                    case NonceException e -> Meaning.of(VenueFault.NONCE_REJECTED);
                    case ExchangeSecurityException e -> Meaning.of(VenueFault.KEY_REJECTED);
                    case InstrumentNotValidException e -> Meaning.of(VenueFault.UNKNOWN_SYMBOL);
                    case ExchangeUnavailableException e -> Meaning.of(VenueFault.MAINTENANCE);
                    case InternalServerException e -> Meaning.of(VenueFault.MAINTENANCE);
                    default -> null;
                });
    }

    private static Optional<Meaning> status(Throwable error) {
        return error instanceof HttpStatusException answer
                ? Optional.ofNullable(
                        switch (answer.getHttpStatusCode()) {
                            case 429, 418 -> Meaning.of(VenueFault.RATE_LIMITED);
                            case 401 -> Meaning.of(VenueFault.KEY_REJECTED);
                            case 403 -> Meaning.of(VenueFault.PERMISSION_DENIED);
                            default ->
                                    answer.getHttpStatusCode() >= 500
                                            ? Meaning.of(VenueFault.MAINTENANCE)
                                            : answer.getHttpStatusCode() < 400
                                                    ? Meaning.of(VenueFault.UNPARSEABLE_ANSWER)
                                                    : Meaning.of(VenueFault.VENUE_ERROR);
                        })
                : Optional.empty();
    }

    private static Optional<Meaning> transport(Throwable error) {
        return switch (error) {
            case JsonProcessingException e ->
                    Optional.of(Meaning.of(VenueFault.UNPARSEABLE_ANSWER));
            case IOException e -> Optional.of(Meaning.of(VenueFault.NO_ANSWER));
            default -> Optional.empty();
        };
    }

    /** How long the exchange asks to be left alone. */
    static Optional<Duration> retryAfter(Exception error) {
        return chain(error)
                .filter(HttpResponseAware.class::isInstance)
                .map(cause -> ((HttpResponseAware) cause).getResponseHeaders())
                .flatMap(headers -> headers == null ? Stream.empty() : seconds(headers))
                .findFirst();
    }

    private static Stream<Duration> seconds(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .filter(header -> "Retry-After".equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    /** What is known of an error, to be published: neither keys nor addresses nor whole pages. */
    static String text(Exception error, Access.Keys keys) {
        Throwable last = chain(error).reduce((first, second) -> second).orElse(error);
        String said =
                error instanceof ExchangeException || last instanceof HttpStatusExceptionSupport
                        ? String.valueOf(error.getMessage())
                        : last.getClass().getSimpleName();
        String scrubbed = keys.scrub(said).replaceAll("\\s+", " ");
        return scrubbed.length() > TEXT ? scrubbed.substring(0, TEXT) + "…" : scrubbed;
    }

    /** Where it came from, without what it said. */
    static Throwable trace(Exception error) {
        Throwable trace = new IllegalStateException(error.getClass().getName());
        trace.setStackTrace(error.getStackTrace());
        return trace;
    }

    private static Stream<Throwable> chain(Throwable error) {
        return Stream.iterate(error, java.util.Objects::nonNull, Throwable::getCause).limit(10);
    }
}
