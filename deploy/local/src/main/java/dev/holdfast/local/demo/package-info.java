/**
 * The demonstration: a recorded week of a real market, a bot that trades it from outside, services
 * that are killed on the way, and the proof at the end that ledger and venue agree.
 */
package dev.holdfast.local.demo;
