package dev.holdfast.runtime.handler;

import dev.holdfast.contracts.value.PortfolioId;

/**
 * The part of states that stands in rows of the service's own tables instead of in their documents,
 * because there is too much of it to be written whole with every change. The service's {@link
 * RowWriter} writes what changed, {@link PortfolioHandler#document} leaves it out of the document,
 * {@link PortfolioHandler#joined} puts it in again. A service has one, or none.
 */
public interface StateRows {

    /**
     * The statement that reads them, in the transaction that takes their portfolios over. Its one
     * parameter is an array of portfolio ids; it answers for each row the portfolio and the row's
     * text, in any order.
     */
    String query();

    /**
     * A row of its text. Called by several threads, each for rows of its own, while further ones
     * are read.
     *
     * @throws IllegalStateException where this version cannot read what another one wrote
     */
    Row row(PortfolioId portfolio, String text);
}
