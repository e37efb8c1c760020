/**
 * From records to commits: read, skip what was seen, fold, write everything in one transaction,
 * publish. All of it happens on one thread, the lane.
 */
package dev.holdfast.runtime.processing;
