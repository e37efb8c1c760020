package dev.holdfast.tradesync.stub;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * An account at an exchange: orders, fills and balances, the same behind every venue's JSON. Market
 * orders are filled at once at the last price; the others rest until a test fills them.
 */
public final class StubBook {

    public static final BigDecimal FEE_RATE = new BigDecimal("0.0025");

    /** Prices, quantities and ids as the exchange keeps them; {@code clientId} may be empty. */
    public record Order(
            String id,
            String clientId,
            String base,
            String quote,
            boolean buy,
            String type,
            BigDecimal quantity,
            Optional<BigDecimal> price,
            BigDecimal filled,
            String status,
            Instant openedAt,
            Instant changedAt) {

        public static final String OPEN = "open";
        public static final String FILLED = "filled";
        public static final String CANCELLED = "cancelled";
        public static final String EXPIRED = "expired";

        public boolean open() {
            return status.equals(OPEN);
        }

        Order now(BigDecimal nowFilled, String nowStatus, Instant at) {
            return new Order(
                    id, clientId, base, quote, buy, type, quantity, price, nowFilled, nowStatus,
                    openedAt, at);
        }
    }

    public record Fill(
            long sequence,
            String id,
            String orderId,
            String clientId,
            String base,
            String quote,
            boolean buy,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal fee,
            String feeCurrency,
            boolean maker,
            Instant at) {}

    /** Money that came, or (below zero) left together with its fee. */
    public record Movement(
            long sequence, String currency, BigDecimal amount, BigDecimal fee, Instant at) {

        public boolean deposit() {
            return amount.signum() > 0;
        }
    }

    /** Why an order was not taken. */
    public static final class Refused extends RuntimeException {

        public enum Why {
            INSUFFICIENT_FUNDS,
            DUPLICATE_CLIENT_ID,
            UNKNOWN_ORDER
        }

        private final Why why;

        Refused(Why why) {
            super(why.name());
            this.why = why;
        }

        public Why why() {
            return why;
        }
    }

    private final LongFunction<String> orderIds;
    private final LongFunction<String> tradeIds;
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final List<Fill> fills = new ArrayList<>();
    private final List<Movement> movements = new ArrayList<>();
    private final Map<String, BigDecimal> balances = new TreeMap<>();
    private final Map<String, BigDecimal> lastPrices = new TreeMap<>();
    private Supplier<Instant> clock = Instant::now;
    private long nextOrder = 1;
    private long nextTrade = 1;

    public StubBook(LongFunction<String> orderIds, LongFunction<String> tradeIds) {
        this.orderIds = orderIds;
        this.tradeIds = tradeIds;
    }

    public synchronized StubBook clock(Supplier<Instant> by) {
        clock = by;
        return this;
    }

    public synchronized Instant now() {
        return clock.get();
    }

    public synchronized StubBook deposit(String currency, String amount) {
        return moved(currency, new BigDecimal(amount), BigDecimal.ZERO);
    }

    public synchronized StubBook withdraw(String currency, String amount, String fee) {
        return moved(currency, new BigDecimal(amount).negate(), new BigDecimal(fee));
    }

    private StubBook moved(String currency, BigDecimal amount, BigDecimal fee) {
        move(currency, amount.subtract(fee));
        movements.add(new Movement(movements.size() + 1L, currency, amount, fee, now()));
        return this;
    }

    public synchronized List<Movement> movements() {
        return List.copyOf(movements);
    }

    public synchronized StubBook lastPrice(String base, String quote, String price) {
        lastPrices.put(base + "/" + quote, new BigDecimal(price));
        return this;
    }

    public synchronized Optional<BigDecimal> lastPrice(String base, String quote) {
        return Optional.ofNullable(lastPrices.get(base + "/" + quote));
    }

    public synchronized Map<String, BigDecimal> balances() {
        return new TreeMap<>(balances);
    }

    /** What open orders hold of a currency. */
    public synchronized BigDecimal held(String currency) {
        return orders.values().stream()
                .filter(Order::open)
                .map(order -> hold(order, currency))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal hold(Order order, String currency) {
        BigDecimal rest = order.quantity().subtract(order.filled());
        if (!order.buy()) {
            return order.base().equals(currency) ? rest : BigDecimal.ZERO;
        }
        return order.quote().equals(currency)
                ? rest.multiply(order.price().orElse(BigDecimal.ZERO))
                : BigDecimal.ZERO;
    }

    public synchronized Order place(
            String clientId,
            String base,
            String quote,
            boolean buy,
            String type,
            BigDecimal quantity,
            Optional<BigDecimal> price) {
        if (!clientId.isEmpty() && byClientId(clientId).filter(Order::open).isPresent()) {
            throw new Refused(Refused.Why.DUPLICATE_CLIENT_ID);
        }
        BigDecimal at = price.or(() -> lastPrice(base, quote)).orElse(BigDecimal.ONE);
        String spent = buy ? quote : base;
        BigDecimal needed = buy ? quantity.multiply(at) : quantity;
        BigDecimal free = balances.getOrDefault(spent, BigDecimal.ZERO).subtract(held(spent));
        if (free.compareTo(needed) < 0) {
            throw new Refused(Refused.Why.INSUFFICIENT_FUNDS);
        }
        Order order =
                new Order(
                        orderIds.apply(nextOrder++),
                        clientId,
                        base,
                        quote,
                        buy,
                        type,
                        quantity,
                        price,
                        BigDecimal.ZERO,
                        Order.OPEN,
                        now(),
                        now());
        orders.put(order.id(), order);
        if (type.equals("market")) {
            fill(order.id(), quantity, at, false);
        }
        return orders.get(order.id());
    }

    /** Fills a resting order, as the market comes to it. */
    public synchronized Fill fill(String orderId, String quantity, String price) {
        return fill(orderId, new BigDecimal(quantity), new BigDecimal(price), true);
    }

    private Fill fill(String orderId, BigDecimal quantity, BigDecimal price, boolean maker) {
        Order order = order(orderId).orElseThrow(() -> new Refused(Refused.Why.UNKNOWN_ORDER));
        BigDecimal filled = order.filled().add(quantity);
        boolean whole = filled.compareTo(order.quantity()) >= 0;
        orders.put(orderId, order.now(filled, whole ? Order.FILLED : Order.OPEN, now()));
        return book(order, quantity, price, maker, now());
    }

    /** A trade of somebody who uses the same account by hand. */
    public synchronized Fill humanTrade(
            String base, String quote, boolean buy, String quantity, String price, Instant at) {
        BigDecimal amount = new BigDecimal(quantity);
        Order order =
                new Order(
                        orderIds.apply(nextOrder++),
                        "",
                        base,
                        quote,
                        buy,
                        "market",
                        amount,
                        Optional.empty(),
                        amount,
                        Order.FILLED,
                        at,
                        at);
        orders.put(order.id(), order);
        return book(order, amount, new BigDecimal(price), false, at);
    }

    private Fill book(
            Order order, BigDecimal quantity, BigDecimal price, boolean maker, Instant at) {
        BigDecimal value = quantity.multiply(price);
        BigDecimal fee = value.multiply(FEE_RATE);
        long sequence = nextTrade++;
        Fill fill =
                new Fill(
                        sequence,
                        tradeIds.apply(sequence),
                        order.id(),
                        order.clientId(),
                        order.base(),
                        order.quote(),
                        order.buy(),
                        quantity,
                        price,
                        fee,
                        order.quote(),
                        maker,
                        at);
        fills.add(fill);
        move(order.base(), order.buy() ? quantity : quantity.negate());
        move(order.quote(), (order.buy() ? value.negate() : value).subtract(fee));
        return fill;
    }

    private void move(String currency, BigDecimal amount) {
        balances.merge(currency, amount, BigDecimal::add);
    }

    public synchronized void cancel(String orderId) {
        end(orderId, Order.CANCELLED);
    }

    public synchronized void expire(String orderId) {
        end(orderId, Order.EXPIRED);
    }

    private void end(String orderId, String status) {
        Order order =
                order(orderId)
                        .filter(Order::open)
                        .orElseThrow(() -> new Refused(Refused.Why.UNKNOWN_ORDER));
        orders.put(orderId, order.now(order.filled(), status, now()));
    }

    public synchronized Optional<Order> order(String id) {
        return Optional.ofNullable(orders.get(id));
    }

    /** The latest order under this client id: an id may be used again once its order has ended. */
    public synchronized Optional<Order> byClientId(String clientId) {
        return orders.values().stream()
                .filter(order -> order.clientId().equals(clientId))
                .reduce((earlier, later) -> later);
    }

    public synchronized List<Order> orders() {
        return List.copyOf(orders.values());
    }

    public synchronized List<Order> openOrders() {
        return orders.values().stream().filter(Order::open).toList();
    }

    /** By time, then as they happened. */
    public synchronized List<Fill> fills() {
        return fills.stream()
                .sorted(Comparator.comparing(Fill::at).thenComparing(Fill::sequence))
                .toList();
    }
}
