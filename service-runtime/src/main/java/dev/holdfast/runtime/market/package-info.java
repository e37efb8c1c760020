/**
 * The market as this instance knows it: every mark of every venue, read in order into one table.
 */
package dev.holdfast.runtime.market;
