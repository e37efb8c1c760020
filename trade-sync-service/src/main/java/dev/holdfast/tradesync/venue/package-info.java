/** How this service speaks to a venue, simulated or real. */
package dev.holdfast.tradesync.venue;
