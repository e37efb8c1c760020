/**
 * The rules of reporting, pure. A portfolio's valuations at the boundaries of its days are {@link
 * dev.holdfast.reporting.domain.day.Cut cuts}; a day is the difference of two of them, kept per
 * timezone in a {@link dev.holdfast.reporting.domain.day.DayBook}. What stands (orders, plans) is a
 * {@link dev.holdfast.reporting.domain.live.Book}, held at each boundary for the end of the day.
 * What readers see is a set of {@link dev.holdfast.reporting.domain.entry.Part parts}, each
 * replaced whole when it changes.
 */
package dev.holdfast.reporting.domain;
