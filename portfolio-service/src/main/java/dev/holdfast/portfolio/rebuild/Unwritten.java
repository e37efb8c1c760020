package dev.holdfast.portfolio.rebuild;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.portfolio.domain.BookedRates.MoneyId;
import dev.holdfast.portfolio.domain.Bookkeeper;
import dev.holdfast.portfolio.store.Kept;
import dev.holdfast.runtime.handler.Row;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a portfolio's records a rebuild booked and the histories lack. Not for sharing.
 *
 * <p>A movement or a cost that stands there cannot be booked a second time when its record is sent
 * again, so what is swapped in has to be written.
 */
final class Unwritten {

    private final Map<TradeEvent.FillKey, String> written;
    private final Set<MoneyId> money;
    private final Set<TradeEvent.FillKey> known = new HashSet<>();
    private final Map<TradeEvent.FillKey, Row> fills = new LinkedHashMap<>();
    private final List<Row> others = new ArrayList<>();

    /**
     * @param written the fills that are written: of each the digest of its record
     * @param money the movements and costs that are
     */
    Unwritten(Map<TradeEvent.FillKey, String> written, Set<MoneyId> money) {
        this.written = written;
        this.money = new HashSet<>(money);
    }

    /** Takes the next record, as {@code Rebuild} does; answers whether that books it. */
    boolean take(Event event, boolean conflicting, Instant writtenAt) {
        if (Bookkeeper.misdated(event, writtenAt).isPresent()) {
            return false;
        }
        return switch (event) {
            case TradeEvent trade -> fill(trade, conflicting);
            case CashEvent.Moved e -> !conflicting && other(e, MoneyId.of(e));
            case CostEvent e -> !conflicting && other(e, MoneyId.of(e));
            default -> true;
        };
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>(others);
        rows.addAll(fills.values());
        return rows;
    }

    /** A correction of what was never seen, or was withdrawn, is not booked. */
    private boolean fill(TradeEvent event, boolean conflicting) {
        TradeEvent.FillKey key = event.fill().key();
        boolean corrects = conflicting || event instanceof TradeEvent.Corrected;
        if (corrects && !known.contains(key)) {
            return false;
        }
        if (event instanceof TradeEvent.Corrected corrected && corrected.cancelled()) {
            known.remove(key);
        } else {
            known.add(key);
        }
        if (digest(event).equals(written.get(key))) {
            fills.remove(key);
        } else {
            fills.put(key, new Kept(event));
        }
        return true;
    }

    private boolean other(Event event, MoneyId id) {
        if (money.add(id)) {
            others.add(new Kept(event));
        }
        return true;
    }

    private static String digest(TradeEvent event) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(EventCodec.encode(event)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5.", e);
        }
    }
}
