package dev.holdfast.portfolio.store;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

import java.time.Instant;

/** What all that was booked has: its place in time, and its record word for word. */
@MappedSuperclass
abstract class BookedEntity extends PanacheEntityBase {

    @Id Long number;
    String portfolioId;
    Instant occurredAt;
    String body;

    Histories.Place place() {
        return new Histories.Place(occurredAt, number);
    }
}
