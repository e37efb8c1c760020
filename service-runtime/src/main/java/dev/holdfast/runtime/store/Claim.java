package dev.holdfast.runtime.store;

import dev.holdfast.runtime.handler.Row;

import java.util.List;
import java.util.Map;

/**
 * What the database knows of one partition at the moment of taking it.
 *
 * @param positions the next offset of each source
 * @param frames what the outbox still holds, in order
 */
public record Claim(
        int partition,
        long epoch,
        Map<String, Long> positions,
        List<StoredPortfolio> portfolios,
        List<StoredFrame> frames) {

    /**
     * {@code state} and {@code sequences} are JSON.
     *
     * @param rows what of the state stands in rows of the service
     */
    public record StoredPortfolio(
            String portfolioId, String state, String sequences, List<Row> rows) {

        /** All of the state stands in its document. */
        public StoredPortfolio(String portfolioId, String state, String sequences) {
            this(portfolioId, state, sequences, List.of());
        }

        StoredPortfolio with(List<Row> itsRows) {
            return new StoredPortfolio(portfolioId, state, sequences, itsRows);
        }
    }

    public record StoredFrame(long number, byte[] frame) {}
}
