package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.RiskEvent;

import java.util.Optional;

/** One thing to look at; empty where it does not apply: no such limit, or nothing to compare. */
@FunctionalInterface
interface Rule {

    Optional<RiskEvent.Check> look(Proposal proposal);
}
