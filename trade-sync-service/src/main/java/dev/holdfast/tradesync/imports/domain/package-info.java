/**
 * Exports of trade histories as venues' websites write them, read into fills.
 *
 * <p>Ids, where an export has them, are those of the venue's API, so that a fill which is imported
 * and synced is one fill. Where it has none, they are derived from what the row says and from how
 * many rows before it say the same, which makes repeating an import harmless.
 */
package dev.holdfast.tradesync.imports.domain;
