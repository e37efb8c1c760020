/**
 * The life of plans. A plan holds the stop, target, trail and age that guard one position. It opens
 * with its approved entry, arms with the first fill of it, is widened at midnight if the policy
 * says so, triggers on the price that a close would get, and ends when what it guards is gone.
 *
 * <p>All of it is a pure fold: {@link dev.holdfast.planmonitor.domain.PlanFold} takes the {@link
 * dev.holdfast.planmonitor.domain.PlanBook} of one portfolio and something that happened, and
 * answers with a {@link dev.holdfast.planmonitor.domain.Change}. "Now" is what the venue's clock
 * says.
 */
package dev.holdfast.planmonitor.domain;
