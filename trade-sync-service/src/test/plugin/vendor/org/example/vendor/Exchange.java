package org.example.vendor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A vendor's library, as its user would bring it: an account of 10000 USD that trades BTC. */
public final class Exchange {

    private static final Map<String, Exchange> OPEN = new ConcurrentHashMap<>();
    private static final BigDecimal FEE = new BigDecimal("0.001");

    public record Order(
            String id,
            String reference,
            boolean buy,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal filled,
            String state,
            Instant at) {}

    public record Execution(
            long number,
            String orderId,
            boolean buy,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal fee,
            Instant at) {}

    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final List<Execution> executions = new ArrayList<>();
    private BigDecimal dollars = new BigDecimal("10000");
    private BigDecimal coins = BigDecimal.ZERO;

    public static Exchange connect(String port) {
        return OPEN.computeIfAbsent(port, p -> new Exchange());
    }

    /** @throws IllegalStateException where the account cannot pay it */
    public synchronized Order place(
            String reference, boolean buy, BigDecimal quantity, BigDecimal price) {
        if (buy && free().compareTo(quantity.multiply(price)) < 0) {
            throw new IllegalStateException("not enough money");
        }
        Order order =
                new Order(
                        "o" + (orders.size() + 1),
                        reference,
                        buy,
                        quantity,
                        price,
                        BigDecimal.ZERO,
                        "working",
                        Instant.now());
        orders.put(order.id(), order);
        return order;
    }

    public synchronized void execute(String orderId, String quantity, String price) {
        Order order = orders.get(orderId);
        BigDecimal amount = new BigDecimal(quantity);
        BigDecimal value = amount.multiply(new BigDecimal(price));
        BigDecimal fee = value.multiply(FEE);
        BigDecimal filled = order.filled().add(amount);
        change(order, filled, filled.compareTo(order.quantity()) < 0 ? "working" : "done");
        executions.add(
                new Execution(
                        executions.size() + 1L,
                        orderId,
                        order.buy(),
                        amount,
                        new BigDecimal(price),
                        fee,
                        Instant.now()));
        dollars = dollars.add(order.buy() ? value.negate() : value).subtract(fee);
        coins = coins.add(order.buy() ? amount : amount.negate());
    }

    public synchronized void withdraw(String orderId) {
        Order order = orders.get(orderId);
        if (order.state().equals("working")) {
            change(order, order.filled(), "withdrawn");
        }
    }

    private void change(Order order, BigDecimal filled, String state) {
        orders.put(
                order.id(),
                new Order(
                        order.id(),
                        order.reference(),
                        order.buy(),
                        order.quantity(),
                        order.price(),
                        filled,
                        state,
                        Instant.now()));
    }

    public synchronized List<Order> orders() {
        return List.copyOf(orders.values());
    }

    public synchronized List<Execution> executions() {
        return List.copyOf(executions);
    }

    public synchronized BigDecimal dollars() {
        return dollars;
    }

    public synchronized BigDecimal coins() {
        return coins;
    }

    /** What no working order holds. */
    public synchronized BigDecimal free() {
        BigDecimal held = BigDecimal.ZERO;
        for (Order order : orders.values()) {
            if (order.buy() && order.state().equals("working")) {
                held = held.add(order.quantity().subtract(order.filled()).multiply(order.price()));
            }
        }
        return dollars.subtract(held);
    }
}
