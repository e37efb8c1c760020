/** The runtime's tables: who owns what, positions, states, identities seen, outbox. */
package dev.holdfast.runtime.store;
