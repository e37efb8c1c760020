/**
 * Records on their way out: written with the batch that caused them, published after its commit.
 */
package dev.holdfast.runtime.outbox;
