/**
 * Folds a portfolio again from its topics beside the live ledger, says every difference, and puts
 * the outcome in its place where that was asked for. Done by the instance that owns the portfolio.
 */
package dev.holdfast.portfolio.rebuild;
