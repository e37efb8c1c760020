/** Puts the runtime together around the one handler of a service: the only place that knows CDI. */
package dev.holdfast.runtime.assembly;
