/** The tables of what was booked: written with the batch that booked it, read by REST. */
package dev.holdfast.portfolio.store;
