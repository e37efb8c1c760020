package dev.holdfast.reporting.store;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.reporting.domain.entry.Entry;
import dev.holdfast.runtime.handler.Row;

/** An entry of a portfolio, on its way into the tables. */
public record ReportingRow(PortfolioId portfolio, Entry entry) implements Row {}
