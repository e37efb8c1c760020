/**
 * The work at venues: what is asked of them, and how their answers come back into the portfolios.
 */
package dev.holdfast.tradesync.sync;
