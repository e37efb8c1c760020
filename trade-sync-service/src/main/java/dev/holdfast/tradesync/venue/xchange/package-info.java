/**
 * Venues through XChange. {@link dev.holdfast.tradesync.venue.xchange.XChangeVenue} is what they
 * share; a {@link dev.holdfast.tradesync.venue.xchange.Dialect} is one exchange with its quirks.
 */
package dev.holdfast.tradesync.venue.xchange;
