/**
 * {@code ./holdfast bench NAME}: what Holdfast does in how much time and memory, measured against
 * the limits that it promises to keep.
 *
 * <p>A benchmark that needs a broker and a database takes a {@link
 * dev.holdfast.verification.bench.Stage} and compares with the {@link
 * dev.holdfast.verification.bench.RawRelay} in the same run: numbers of two runs on one machine
 * differ by a third, those of one run can be compared. {@code docs/development.md} says how to add
 * one.
 */
package dev.holdfast.verification.bench;
