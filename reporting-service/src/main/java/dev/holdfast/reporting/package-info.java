/**
 * Days, ends of days and what people and bots read of a portfolio. {@code domain} folds, {@code
 * messaging} joins the fold to the runtime, {@code store} keeps and reads lines, {@code api}
 * answers.
 */
package dev.holdfast.reporting;
