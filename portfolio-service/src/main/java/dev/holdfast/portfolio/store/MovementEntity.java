package dev.holdfast.portfolio.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "cash_movements")
class MovementEntity extends BookedEntity {

    String movementId;
}
