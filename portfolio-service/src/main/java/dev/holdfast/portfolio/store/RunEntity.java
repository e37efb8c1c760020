package dev.holdfast.portfolio.store;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

import java.time.Instant;
import java.util.Optional;

@Entity
@Immutable
@Table(name = "runs")
@IdClass(RunEntity.Key.class)
class RunEntity extends PanacheEntityBase {

    record Key(String portfolioId, String runId) {}

    @Id String portfolioId;
    @Id String runId;
    String botVersion;
    String bot;
    Instant startedAt;
    Instant endedAt;
    String endReason;

    Histories.Run toDomain() {
        return new Histories.Run(
                runId,
                Optional.ofNullable(botVersion),
                Optional.ofNullable(bot),
                Optional.ofNullable(startedAt),
                Optional.ofNullable(endedAt),
                Optional.ofNullable(endReason));
    }
}
