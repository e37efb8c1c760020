/** How records reach the engine: one channel over all inputs, in one consumer group a service. */
package dev.holdfast.runtime.messaging;
