/**
 * What decides whether an order may be placed: a portfolio's holdings, what is reserved for orders
 * on their way, and a list of small rules that each look at one thing.
 *
 * <p>An approved order reserves headroom at once. A fill moves its part from reservation to
 * position in one step; the end of an order releases what was never filled. So positions and
 * reservations together never pass a cap, whoever asks and in whatever order the facts arrive.
 * Nothing here knows of days: no limit starts anew at midnight.
 */
package dev.holdfast.risk.domain;
