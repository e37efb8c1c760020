package dev.holdfast.runtime.store;

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

    /** {@code state} and {@code sequences} are JSON. */
    public record StoredPortfolio(String portfolioId, String state, String sequences) {}

    public record StoredFrame(long number, byte[] frame) {}
}
