/** The table of decisions: written with the batch that made them, read by REST. */
package dev.holdfast.risk.store;
