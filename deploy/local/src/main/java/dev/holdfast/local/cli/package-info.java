/**
 * The operator's commands: thin clients of the public topics and REST, which reach a deployment the
 * way every other tool does.
 */
package dev.holdfast.local.cli;
