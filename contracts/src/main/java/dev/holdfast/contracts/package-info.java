/**
 * What Holdfast's services and the tools beside them say to each other: the topics, the events on
 * them, the values in the events, and the JSON of all that. It needs Jackson and nothing else, so
 * any program on a JVM can use it.
 */
package dev.holdfast.contracts;
