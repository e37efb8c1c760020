/** What stands on the topics and is no record of the contracts. */
package dev.holdfast.risk.messaging;
