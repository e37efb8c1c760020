package dev.holdfast.tradesync.imports.domain;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.domain.FillBooking;
import dev.holdfast.tradesync.domain.Known;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.Recognition;
import dev.holdfast.tradesync.domain.SyncResult;
import dev.holdfast.tradesync.domain.VenueFill;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Books what was exported and is not known yet. What the venue's own API said of a fill is never
 * changed by an export, which often says it with fewer digits; a fill of an order that is still
 * open is left to the sync, which says what the order has come to by it.
 */
public final class ImportBooking {

    private ImportBooking() {}

    /**
     * What became of the fills of an import.
     *
     * @param booked for the first time
     * @param known booked before, and the same
     * @param differing booked before, and otherwise: they stay as they were
     * @param others those of another portfolio on the same account, or of an open order
     */
    public record Counts(int booked, int known, int differing, int others) {}

    public record Booked(SyncResult result, Counts counts) {}

    /** Fills that must be claimed first, since another portfolio on the account could have them. */
    public static Set<TradeEvent.FillKey> wanted(
            PortfolioSync state, Collection<VenueFill> fills, Known known) {
        Venue venue = state.account().orElseThrow().venue();
        Recognition told = new Recognition(known.twins());
        return fills.stream()
                .sorted(VenueFill.IN_ORDER)
                .filter(fill -> !left(state, fill, known))
                .filter(
                        fill ->
                                known.fills().containsKey(fill.key(state.portfolio(), venue))
                                        || told.find(fill).isEmpty())
                .map(fill -> fill.key(state.portfolio(), venue))
                .filter(key -> !known.fills().containsKey(key))
                .collect(Collectors.toSet());
    }

    /**
     * @param baseline whether they are what the account held before
     */
    public static Booked book(
            PortfolioSync state,
            List<VenueFill> fills,
            Known known,
            boolean baseline,
            Instant recordedAt) {
        Venue venue = state.account().orElseThrow().venue();
        int same = 0;
        int differing = 0;
        int others = 0;
        int booked = 0;
        SyncResult result = SyncResult.unchanged(state);
        Set<TradeEvent.FillKey> done = new HashSet<>();
        Recognition told = new Recognition(known.twins());
        for (VenueFill fill : fills.stream().sorted(VenueFill.IN_ORDER).toList()) {
            TradeEvent.FillKey key = fill.key(state.portfolio(), venue);
            Known.Booked before = known.fills().get(key);
            if (before != null || !done.add(key)) {
                boolean equal =
                        before == null
                                || before.fill().sameContent(fill.fill(state.portfolio(), venue));
                same += equal ? 1 : 0;
                differing += equal ? 0 : 1;
            } else if (told.find(fill).isPresent()) {
                same++;
            } else if (left(result.state(), fill, known) || !known.claimed().contains(key)) {
                others++;
            } else {
                booked++;
                result =
                        result.then(
                                then ->
                                        FillBooking.imported(
                                                then, fill, known, baseline, recordedAt));
            }
        }
        return new Booked(result, new Counts(booked, same, differing, others));
    }

    private static boolean left(PortfolioSync state, VenueFill fill, Known known) {
        return known.neighbours().orders().contains(fill.orderId())
                || state.order(fill.orderId()).isPresent();
    }
}
