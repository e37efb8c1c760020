/** REST of the ledger and the registry. It checks and publishes; what is booked is the fold's. */
package dev.holdfast.portfolio.api;
