/**
 * The rules of the paper venue: an exchange of its own that matches orders against the prints of a
 * recorded tape.
 *
 * <p>Nothing here is shared with the ledger of portfolio-service: the venue's account is computed
 * by its own arithmetic, so that comparing the two proves something.
 */
package dev.holdfast.tradesync.paper.domain;
