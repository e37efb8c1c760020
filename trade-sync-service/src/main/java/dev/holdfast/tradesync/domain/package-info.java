/**
 * Orders out and fills in, as pure functions over {@link
 * dev.holdfast.tradesync.domain.PortfolioSync}.
 *
 * <p>An approved order is recorded as pending before anything is sent, so that a crash leaves a
 * question ("does the venue know this client order id?") and never a second order. A fill is booked
 * when its identity was not seen before, corrected when its content changed, and passed over when
 * it is the same again: that is why a sync may start as early as it likes and read pages that
 * repeat themselves. What an order has come to is told from its fills; the venue's own word is
 * needed only for an end without one (cancelled, expired), and is believed only once all fills it
 * counts were seen.
 */
package dev.holdfast.tradesync.domain;
