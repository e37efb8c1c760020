/** The tables of plans: written with the batch that changed them, read by REST. */
package dev.holdfast.planmonitor.store;
