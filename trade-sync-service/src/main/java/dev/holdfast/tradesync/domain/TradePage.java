package dev.holdfast.tradesync.domain;

import java.util.List;
import java.util.Optional;

/**
 * One page of a venue's trade history.
 *
 * @param next the venue's own mark of the page after this one; empty on the last
 */
public record TradePage(List<VenueFill> fills, Optional<String> next) {

    public TradePage {
        fills = List.copyOf(fills);
    }
}
