package dev.holdfast.portfolio.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "fills")
class FillEntity extends BookedEntity {

    boolean cancelled;
    int corrections;
}
