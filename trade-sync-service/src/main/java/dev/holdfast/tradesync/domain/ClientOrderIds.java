package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PortfolioId;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Which client order ids a venue takes. One that it does not take as it is goes out as 32 hex
 * digits, the short form of a UUID, which every venue takes: derived from portfolio and id, so that
 * asking for an order after a crash uses the id that it was sent under.
 *
 * @param shape what goes out as it is
 */
public record ClientOrderIds(String shape) {

    /** Any id goes out as it is. */
    public static final ClientOrderIds ANY = new ClientOrderIds(".*");

    private static final int DERIVED_BYTES = 16;

    /**
     * The id under which the venue knows an order.
     *
     * @param prefix of the portfolio: an id without it could be another portfolio's at the same
     *     account, and is derived as well
     */
    public ClientOrderId atVenue(PortfolioId portfolio, String prefix, ClientOrderId id) {
        boolean asItIs = equals(ANY) || (!prefix.isEmpty() && id.value().startsWith(prefix));
        return asItIs && Pattern.matches(shape, id.value()) ? id : derived(portfolio, id);
    }

    private static ClientOrderId derived(PortfolioId portfolio, ClientOrderId id) {
        byte[] text = (portfolio + "\n" + id).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return ClientOrderId.of(HexFormat.of().formatHex(Arrays.copyOf(digest, DERIVED_BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
