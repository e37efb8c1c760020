package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TimeInForce;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Matches the book against the tape, print by print.
 *
 * <p>A market order takes what the next prints offer, at the print's price worsened by slippage; so
 * does a stop from the print on that trades at or through its price. A limit order is served when
 * the tape trades at or through its limit: at once as a taker, never worse than its limit, or,
 * having rested, at its limit as a maker. All orders together take no more than a print's volume:
 * market orders first, then the better limit, then the earlier order. IOC lives for one print; FOK
 * as well, and only whole.
 *
 * <p>The outcome depends on book and prints alone, and cutting the tape into other pieces does not
 * change it: a step that is repeated after a crash fills the same.
 */
public final class MatchingEngine {

    private static final String NO_FUNDS = "INSUFFICIENT_FUNDS: the account's cash ran out";
    private static final String ONE_PRINT = "the rest of an order that was good for one print";
    private static final String NOT_WHOLE = "it could not be filled whole at once";

    private final VenueTerms terms;
    private final Map<Long, PaperOrder> orders;
    private final Map<PortfolioId, PaperAccount> accounts;
    private final List<PaperFill> fills = new ArrayList<>();
    private long nextFill;

    private MatchingEngine(Book book, VenueTerms terms) {
        this.terms = terms;
        this.orders = new TreeMap<>(book.orders());
        this.accounts = new HashMap<>(book.accounts());
        this.nextFill = book.nextFill();
    }

    /**
     * The book after some prints.
     *
     * @param book with the orders that ended in it still there
     * @param fills in the order in which they happened
     */
    public record Matched(Book book, List<PaperFill> fills) {

        public Matched {
            fills = List.copyOf(fills);
        }
    }

    /** Matches prints of the terms' symbol, in their order. */
    public static Matched match(Book book, List<Print> prints, VenueTerms terms) {
        MatchingEngine engine = new MatchingEngine(book, terms);
        for (Print print : prints) {
            engine.step(print);
        }
        return new Matched(new Book(engine.orders, engine.accounts, engine.nextFill), engine.fills);
    }

    private void step(Print print) {
        for (PaperOrder order : List.copyOf(orders.values())) {
            if (order.open()
                    && order.expiresAt().filter(end -> !end.isAfter(print.at())).isPresent()) {
                orders.put(order.id(), order.expired());
            }
        }
        Quantity volume = terms.volume(print);
        if (volume.isZero()) {
            return;
        }
        List<PaperOrder> queue =
                orders.values().stream()
                        .filter(PaperOrder::open)
                        .filter(order -> order.symbol().equals(terms.symbol()))
                        .sorted(PRIORITY)
                        .toList();
        for (PaperOrder order : queue) {
            if (order.reachedBy(print.price())) {
                volume = volume.lessAtMost(take(order.atMarket(), print, volume));
            }
            settle(orders.get(order.id()), print);
        }
    }

    private static final Comparator<PaperOrder> PRIORITY =
            Comparator.comparing((PaperOrder order) -> order.limitPrice().isPresent())
                    .thenComparing(MatchingEngine::distance)
                    .thenComparing(PaperOrder::id);

    /** The lower, the sooner: a buy with a high limit, a sell with a low one. */
    private static BigDecimal distance(PaperOrder order) {
        return order.limitPrice()
                .map(limit -> order.side() == Side.BUY ? limit.value().negate() : limit.value())
                .orElse(BigDecimal.ZERO);
    }

    /** Fills what it can and answers how much that was. */
    private Quantity take(PaperOrder order, Print print, Quantity volume) {
        Liquidity liquidity = order.resting() ? Liquidity.MAKER : Liquidity.TAKER;
        Price price = price(order, print);
        Quantity wanted = order.remaining().min(volume);
        Quantity quantity = wanted.min(affordable(order, price, liquidity));
        if (order.timeInForce() == TimeInForce.FOK && quantity.compareTo(order.remaining()) < 0) {
            orders.put(order.id(), order.cancelled(NOT_WHOLE, print.at()));
            return Quantity.ZERO;
        }
        PaperOrder after = order;
        if (!quantity.isZero()) {
            PaperFill fill =
                    new PaperFill(
                            nextFill++,
                            order.id(),
                            order.account(),
                            order.clientOrderId(),
                            order.symbol(),
                            order.side(),
                            quantity,
                            price,
                            terms.fee(quantity, price, liquidity),
                            liquidity,
                            print.at());
            fills.add(fill);
            accounts.compute(order.account(), (id, account) -> account.after(fill));
            after = order.filledBy(quantity, print.at());
        }
        if (quantity.compareTo(wanted) < 0) {
            after = after.cancelled(NO_FUNDS, print.at());
        }
        orders.put(order.id(), after);
        return quantity;
    }

    private Price price(PaperOrder order, Print print) {
        if (order.orderType() != OrderType.LIMIT) {
            return terms.slipped(print.price(), order.side());
        }
        Price limit = order.limitPrice().orElseThrow();
        if (order.resting()) {
            return limit;
        }
        Price slipped = terms.slipped(print.price(), order.side());
        return switch (order.side()) {
            case BUY -> slipped.compareTo(limit) <= 0 ? slipped : limit;
            case SELL -> slipped.compareTo(limit) >= 0 ? slipped : limit;
        };
    }

    /** How much the account can trade at this price, by what its other orders leave free. */
    private Quantity affordable(PaperOrder order, Price price, Liquidity liquidity) {
        if (terms.margin()) {
            return order.remaining();
        }
        PaperAccount account = accounts.get(order.account());
        Currency spent =
                order.side() == Side.BUY
                        ? order.symbol().quote()
                        : new Currency(order.symbol().base());
        BigDecimal free =
                Holds.available(account, spent, orders.values(), order.id(), terms)
                        .max(BigDecimal.ZERO);
        return order.side() == Side.SELL
                ? terms.toLot(free)
                : terms.toLot(
                        free.divide(
                                terms.costOfOne(price, liquidity),
                                new MathContext(34, RoundingMode.DOWN)));
    }

    /** What a print that went by makes of an order that is still open. */
    private void settle(PaperOrder order, Print print) {
        if (!order.open()) {
            return;
        }
        switch (order.timeInForce()) {
            case IOC -> orders.put(order.id(), order.cancelled(ONE_PRINT, print.at()));
            case FOK -> orders.put(order.id(), order.cancelled(NOT_WHOLE, print.at()));
            case GTC, GTD -> {
                if (order.orderType() == OrderType.LIMIT && !order.resting()) {
                    orders.put(order.id(), order.rests());
                }
            }
        }
    }
}
