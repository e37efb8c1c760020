/** REST of risk-service: propose an order and hear the decision; limits, headroom, history. */
package dev.holdfast.risk.api;
