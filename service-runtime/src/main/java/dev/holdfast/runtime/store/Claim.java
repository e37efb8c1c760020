package dev.holdfast.runtime.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @param rows what of the state stands in rows of the service; empty where nothing does
     */
    public record StoredPortfolio(
            String portfolioId, String state, String sequences, Optional<String> rows) {

        /** All of the state stands in its document. */
        public StoredPortfolio(String portfolioId, String state, String sequences) {
            this(portfolioId, state, sequences, Optional.empty());
        }

        StoredPortfolio with(String itsRows) {
            return new StoredPortfolio(portfolioId, state, sequences, Optional.of(itsRows));
        }
    }

    public record StoredFrame(long number, byte[] frame) {}
}
