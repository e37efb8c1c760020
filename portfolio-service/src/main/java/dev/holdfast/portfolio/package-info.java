/**
 * The ledger of Holdfast and the registry of its portfolios and runs. It folds fills, cash and
 * costs into positions, cash, PnL and exposure, values them with the venues' marks, and publishes
 * what they are worth: all the time, and at every boundary of a day.
 */
package dev.holdfast.portfolio;
