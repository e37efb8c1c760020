/** Exports of trade histories, from the file to the portfolio. */
package dev.holdfast.tradesync.imports;
