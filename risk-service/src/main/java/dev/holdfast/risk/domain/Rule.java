package dev.holdfast.risk.domain;

import java.util.Optional;

/** One thing to look at; empty where it does not apply: no such limit, or nothing to compare. */
@FunctionalInterface
interface Rule {

    Optional<Finding> look(Proposal proposal);
}
