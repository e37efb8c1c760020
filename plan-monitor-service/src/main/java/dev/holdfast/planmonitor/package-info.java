/** Keeps stops and targets alive: opens, arms, widens, triggers and closes plans. */
package dev.holdfast.planmonitor;
