package dev.holdfast.runtime.web;

import java.util.List;
import java.util.Optional;

/**
 * Who is calling.
 *
 * @param portfolios the only ones that the caller may touch; empty for all
 */
public record Caller(String name, Role role, List<String> portfolios) {

    /** What a caller may do: look; look and trade its portfolios; everything. */
    public enum Role {
        VIEWER,
        BOT,
        OPERATOR
    }

    /**
     * The rule: viewers read; bots read and do what is meant for bots, within their portfolios;
     * operators do all.
     *
     * @param portfolio the portfolio in the path, where there is one
     * @return why not, or empty
     */
    Optional<String> refusal(boolean reads, boolean meantForBots, Optional<String> portfolio) {
        if (portfolio.isPresent()
                && !portfolios.isEmpty()
                && !portfolios.contains(portfolio.get())) {
            return Optional.of(
                    "The key of " + name + " is not for portfolio " + portfolio.get() + ".");
        }
        return switch (role) {
            case OPERATOR -> Optional.empty();
            case BOT ->
                    reads || meantForBots
                            ? Optional.empty()
                            : Optional.of(
                                    "This needs the key of an operator; " + name + " is a bot.");
            case VIEWER ->
                    reads
                            ? Optional.empty()
                            : Optional.of(
                                    "This needs the key of a bot or an operator; "
                                            + name
                                            + " may only look.");
        };
    }
}
