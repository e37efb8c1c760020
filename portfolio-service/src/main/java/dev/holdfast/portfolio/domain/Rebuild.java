package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A portfolio folded again from its records, beside the live one. Not for sharing.
 *
 * <p>Records come as they stand on their topics, redeliveries removed, one topic after the other.
 * What commutes is booked as it comes; fills wait until all are known, so that each is booked where
 * it belongs, however late it came. The configuration is given: its topic forgets old versions.
 */
public final class Rebuild {

    private final Entries entries;
    private final LedgerFold fold;
    private final Map<Identity, Fill> fills = new HashMap<>();
    private final Map<Reach.OrderKey, Placed> orders = new LinkedHashMap<>();
    private final List<String> notBooked = new ArrayList<>();
    private final Map<Object, Object> shared = new HashMap<>();
    private OpenPlans plans = OpenPlans.NONE;
    private long records;

    private record Identity(Venue venue, Symbol symbol, OrderId order, TradeId trade) {
        static Identity of(Fill fill) {
            return new Identity(fill.venue(), fill.symbol(), fill.orderId(), fill.tradeId());
        }
    }

    /**
     * @param market knows the rates of the records' times
     */
    public Rebuild(PortfolioEvent.Configured configuration, Market market) {
        Currency base = configuration.baseCurrency();
        this.entries = Entries.of(configuration, base, market);
        this.fold = new LedgerFold(Ledger.empty(base, configuration.costBasis()));
    }

    /**
     * Takes the next record.
     *
     * @param conflicting it has the natural id of an earlier one and says something else
     */
    public void take(Event event, boolean conflicting) {
        records++;
        switch (event) {
            case TradeEvent.Synced e -> {
                Fill fill = sharing(entries.fill(e));
                fills.put(Identity.of(fill), fill);
                order(Entries.order(fill));
            }
            case TradeEvent.Corrected e -> corrected(e);
            case CashEvent.Moved e when conflicting -> refused(e);
            case CashEvent.Moved e -> fold.movement(entries.movement(e));
            case CostEvent e when conflicting -> refused(e);
            case CostEvent e -> fold.cost(entries.cost(e));
            case OrderEvent.Accepted e -> order(Entries.order(e));
            case PlanEvent e -> plans = plans.after(e);
            default -> records--;
        }
    }

    private void corrected(TradeEvent.Corrected event) {
        Fill fill = sharing(entries.fill(event));
        Identity identity = Identity.of(fill);
        if (!fills.containsKey(identity)) {
            notBooked.add(
                    Bookkeeper.name(event).orElseThrow() + ": it corrects a fill that is unknown");
        } else if (event.cancelled()) {
            fills.remove(identity);
        } else {
            fills.put(identity, fill);
        }
    }

    private void refused(Event event) {
        notBooked.add(
                Bookkeeper.name(event).orElseThrow()
                        + ": another record has its id and says something else");
    }

    private void order(Placed order) {
        orders.merge(new Reach.OrderKey(order.symbol(), order.orderId()), order, Placed::and);
    }

    /** Fills are many, their symbols and tags few: each is held once. */
    private Fill sharing(Fill fill) {
        return new Fill(
                shared(fill.venue()),
                shared(fill.symbol()),
                fill.orderId(),
                fill.tradeId(),
                fill.venueSequence(),
                fill.side(),
                fill.quantity(),
                fill.price(),
                fill.fees(),
                fill.quoteRate(),
                shared(fill.by()),
                fill.at());
    }

    @SuppressWarnings("unchecked")
    private <T> T shared(T value) {
        return (T) shared.computeIfAbsent(value, same -> same);
    }

    /** How many records were taken. */
    public long records() {
        return records;
    }

    /** Fills that wait to be booked: what a rebuild takes of memory. */
    public int fills() {
        return fills.size();
    }

    /** What all records came to; no more may be taken after it. */
    public Rebuilt done() {
        orders.values().forEach(fold::placed);
        fills.values().stream().sorted(FillOrder.FILLS).forEach(fold::fill);
        return new Rebuilt(fold.done(), plans, records, notBooked);
    }
}
