/**
 * The ledger: what a portfolio holds, what it cost, what it earned and what it is worth.
 *
 * <p>A {@link dev.holdfast.portfolio.domain.Ledger} is the fold of {@link
 * dev.holdfast.portfolio.domain.Fill fills}, {@link dev.holdfast.portfolio.domain.Movement cash
 * movements} and {@link dev.holdfast.portfolio.domain.Cost costs}. Only the fills of one symbol
 * depend on each other's order, and theirs is fixed by {@link
 * dev.holdfast.portfolio.domain.FillOrder}; so the {@link dev.holdfast.portfolio.domain.Journal}
 * comes to the same ledger in whatever order, how often and in whatever batches they arrive. A
 * {@link dev.holdfast.portfolio.domain.Valuer} puts the market's prices to a ledger.
 *
 * <p>Everything here is a pure function over immutable values. Amounts are exact; a division is
 * rounded to 34 digits and its remainder stays where it was divided from, so that nothing is lost
 * between parts. What cannot be known is carried as unknown.
 */
package dev.holdfast.portfolio.domain;
