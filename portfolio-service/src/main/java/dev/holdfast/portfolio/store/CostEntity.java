package dev.holdfast.portfolio.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

@Entity
@Immutable
@Table(name = "costs")
class CostEntity extends BookedEntity {

    String type;
    String costId;
}
