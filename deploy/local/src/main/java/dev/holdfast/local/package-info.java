/**
 * Holdfast on one machine, from nothing but a JDK: an embedded broker and database, the five
 * services as processes of their own, and the operator's command line.
 *
 * <p>{@link dev.holdfast.local.EmbeddedBroker} and {@link dev.holdfast.local.EmbeddedDatabase}
 * stand by themselves and serve tests as well; {@link dev.holdfast.local.LocalDeployment} runs all
 * of it and is what {@code ./holdfast up} and {@code ./holdfast demo} start. Nothing here knows a
 * service's classes: services are reached through their process, their topics and their REST alone.
 */
package dev.holdfast.local;
