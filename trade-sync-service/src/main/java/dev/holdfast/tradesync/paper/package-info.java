/**
 * The paper venue: the replay of a tape as a market, and accounts that trade against it.
 *
 * <p>It keeps its own tables and commits in transactions of its own, as an exchange would; the rest
 * of the service knows it as a {@link dev.holdfast.tradesync.venue.VenueAdapter} alone. Plain JDBC
 * on threads that may block: an exchange is asked, and answers.
 */
package dev.holdfast.tradesync.paper;
