package dev.holdfast.portfolio.store;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A configuration of a portfolio. */
@Entity
@Immutable
@Table(name = "portfolio_versions")
@IdClass(VersionEntity.Key.class)
class VersionEntity extends PanacheEntityBase {

    record Key(String portfolioId, long version) {}

    @Id String portfolioId;
    @Id long version;
    String body;
}
