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

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A portfolio folded again from its records, beside the live one. Not for sharing.
 *
 * <p>Records come as they stand on their topics, redeliveries removed, one topic after the other.
 * What commutes is booked as it comes; fills wait until all are known, so that each is booked where
 * it belongs, however late it came. The configuration is given: its topic forgets old versions.
 */
public final class Rebuild {

    private final Entries entries;

    /** All records before it belong to the checkpoint of what comes out. */
    private final Instant since;

    private final BookedRates rates;
    private final LedgerFold fold;
    private final List<Movement> movements = new ArrayList<>();
    private final List<Cost> costs = new ArrayList<>();
    private final Map<Identity, Fill> fills = new HashMap<>();
    private final Map<Reach.OrderKey, Placed> orders = new LinkedHashMap<>();
    private final List<Filed> ratesFound = new ArrayList<>();
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
     * @param since from when on the outcome keeps records one by one
     * @param rates at which records were booked
     * @param market is asked for the rates that are not among them
     */
    public Rebuild(
            PortfolioEvent.Configured configuration,
            Instant since,
            BookedRates rates,
            Market market) {
        this.since = since;
        this.rates = rates;
        Currency base = configuration.baseCurrency();
        this.entries = Entries.of(configuration, base, market);
        this.fold = new LedgerFold(Ledger.empty(base, configuration.costBasis()));
    }

    /** Of a portfolio that is live. */
    public static Rebuild beside(PortfolioState live, BookedRates rates, Market market) {
        return new Rebuild(
                live.configuration().orElseThrow(),
                live.journal().orElseThrow().since(),
                rates,
                market);
    }

    /**
     * Takes the next record.
     *
     * @param conflicting it has the natural id of an earlier one and says something else
     * @param writtenAt the record's time on its topic: what is refused live is not booked here
     * @return whether it is of use: one that is not may come again
     */
    public boolean take(Event event, boolean conflicting, Instant writtenAt) {
        int refused = notBooked.size();
        records++;
        Optional<String> fault = Bookkeeper.misdated(event, writtenAt);
        if (fault.isPresent()) {
            notBooked.add(fault.get());
            return false;
        }
        switch (event) {
            case TradeEvent.Synced e when conflicting -> corrected(e, false);
            case TradeEvent.Synced e -> {
                Fill fill = sharing(rated(e));
                fills.put(Identity.of(fill), fill);
                order(Entries.order(fill));
            }
            case TradeEvent.Corrected e -> corrected(e, e.cancelled());
            case CashEvent.Moved e when conflicting -> refused(e);
            case CashEvent.Moved e -> movement(e);
            case CostEvent e when conflicting -> refused(e);
            case CostEvent e -> cost(e);
            case OrderEvent.Accepted e -> order(Entries.order(e));
            case PlanEvent e -> plans = plans.after(e);
            default -> records--;
        }
        return notBooked.size() == refused;
    }

    private void movement(CashEvent.Moved event) {
        BookedRates.MoneyId id = BookedRates.MoneyId.of(event);
        Optional<BigDecimal> booked = rates.of(id);
        Movement movement = entries.movement(event, booked);
        if (booked.isEmpty()) {
            ratesFound.addAll(entries.filed(id, event.currency(), movement.rate()));
        }
        if (movement.at().isBefore(since)) {
            fold.movement(movement);
        } else {
            movements.add(movement);
        }
    }

    private void cost(CostEvent event) {
        BookedRates.MoneyId id = BookedRates.MoneyId.of(event);
        Optional<BigDecimal> booked = rates.of(id);
        Optional<BigDecimal> rate = booked.or(() -> entries.rate(event));
        if (booked.isEmpty()) {
            ratesFound.addAll(entries.filed(id, Costs.currency(event), rate));
        }
        Cost cost = Costs.of(event, rate);
        if (cost.at().isBefore(since)) {
            fold.cost(cost);
        } else {
            costs.add(cost);
        }
    }

    /** At the rates at which it was booked, where it was. */
    private Fill rated(TradeEvent event) {
        return entries.fill(event, rates.of(event));
    }

    /** A known fill that says something else is a correction, whatever its type is called. */
    private void corrected(TradeEvent event, boolean cancelled) {
        Fill fill = sharing(rated(event));
        Identity identity = Identity.of(fill);
        if (!fills.containsKey(identity)) {
            notBooked.add(
                    Bookkeeper.name(event).orElseThrow() + ": it corrects a fill that is unknown");
        } else if (cancelled) {
            fills.remove(identity);
        } else {
            fills.put(identity, fill);
            if (event instanceof TradeEvent.Synced) {
                order(Entries.order(fill));
            }
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

    /** What all records so far came to; more may be taken after it. */
    public Rebuilt done() {
        LedgerFold before = new LedgerFold(fold.done());
        orders.values().stream().filter(order -> old(order.at())).forEach(before::placed);
        List<Fill> ordered = fills.values().stream().sorted(FillOrder.FILLS).toList();
        ordered.stream().filter(fill -> old(fill.at())).forEach(before::fill);
        Journal journal = Journal.from(since, before.done());
        for (Movement movement : movements) {
            journal = booked(journal.book(movement));
        }
        for (Cost cost : costs) {
            journal = booked(journal.book(cost));
        }
        for (Placed order : orders.values()) {
            journal = old(order.at()) ? journal : booked(journal.book(order));
        }
        for (Fill fill : ordered) {
            journal = old(fill.at()) ? journal : booked(journal.book(fill));
        }
        return new Rebuilt(journal, plans, filed(ordered, journal), records, notBooked);
    }

    private List<Filed> filed(List<Fill> ordered, Journal journal) {
        Map<Symbol, List<Fill>> early =
                ordered.stream()
                        .filter(fill -> old(fill.at()))
                        .collect(Collectors.groupingBy(Fill::symbol));
        List<Filed> filed = new ArrayList<>(ratesFound);
        early.forEach(
                (symbol, made) ->
                        filed.add(
                                new Filed.Spots(
                                        symbol,
                                        Instant.EPOCH,
                                        Spot.along(
                                                Tail.of(Instant.EPOCH, Position.none(symbol), made),
                                                journal.current(),
                                                Instant.EPOCH))));
        ordered.stream()
                .filter(fill -> !FillRates.of(fill).isOne())
                .forEach(fill -> filed.add(new Filed.Rates(fill)));
        orders.values().forEach(order -> filed.add(new Filed.Order(order)));
        return filed;
    }

    private boolean old(Instant at) {
        return at.isBefore(since);
    }

    private static Journal booked(Booking booking) {
        if (booking instanceof Booking.Booked booked) {
            return booked.journal();
        }
        throw new IllegalStateException("A record after the checkpoint can be booked: " + booking);
    }
}
