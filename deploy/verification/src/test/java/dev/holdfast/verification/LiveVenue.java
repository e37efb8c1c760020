package dev.holdfast.verification;

import dev.holdfast.tradesync.stub.StubBook;
import dev.holdfast.tradesync.stub.StubKraken;
import dev.holdfast.tradesync.stub.StubVenueServer;
import dev.holdfast.tradesync.stub.StubVenueServer.Reply;
import dev.holdfast.tradesync.stub.StubVenueServer.Request;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A stub Kraken that says when whoever asks it has come to a certain point, and keeps the question
 * waiting there. It counts the orders that pass its check of key and nonce, the refused included.
 */
final class LiveVenue implements AutoCloseable {

    static final String DEPOSIT = "10000000";

    private static final int PATIENCE_SECONDS = 60;

    /** Where a question stands. */
    enum Point {
        /** The order was sent and never came into the book. */
        ON_THE_WAY("AddOrder"),
        /** The order is in the book, and whoever sent it does not know. */
        PLACED("AddOrder"),
        /** The answer is out: what it says is being committed, then published. */
        ANSWERED("AddOrder"),
        /** A page of trades is asked for, those before it are read. */
        PAGE_ASKED("TradesHistory"),
        /** The page is out: its fills are being committed, then published, its cursor with them. */
        PAGE_READ("TradesHistory"),
        /** At no point in particular. */
        ANYWHERE("");

        private final String question;

        Point(String question) {
            this.question = question;
        }
    }

    private record Armed(
            Point point, AtomicInteger left, CountDownLatch reached, CountDownLatch gone) {}

    private final StubKraken kraken = new StubKraken();
    private final StubVenueServer server;
    private final AtomicReference<Armed> armed = new AtomicReference<>();
    private final Map<String, Integer> ordersById = new HashMap<>();

    LiveVenue() {
        server =
                new StubVenueServer(
                        0,
                        StubKraken.book().deposit("USD", DEPOSIT).lastPrice("BTC", "USD", "50000"),
                        this::answer);
    }

    String url() {
        return server.url();
    }

    StubBook book() {
        return server.book();
    }

    /** How often an order came in under each client order id. */
    Map<String, Integer> ordersById() {
        synchronized (ordersById) {
            return Map.copyOf(ordersById);
        }
    }

    /** The market comes to resting orders, some of them in part. */
    void trade(Random random) {
        List<StubBook.Order> open = book().openOrders();
        for (StubBook.Order order : open) {
            String rest = order.quantity().subtract(order.filled()).toPlainString();
            switch (random.nextInt(5)) {
                case 0 -> book().fill(order.id(), rest, "40000");
                case 1 -> {
                    if (order.filled().signum() == 0) {
                        book().fill(order.id(), "0.0004", "40000");
                    }
                }
                case 2 -> {
                    if (random.nextInt(3) == 0) {
                        book().cancel(order.id());
                    }
                }
                default -> {}
            }
        }
    }

    /**
     * The next questions of that kind count down, and the last of them waits at this point.
     *
     * @return waits until it stands there, or long enough
     */
    Runnable arm(Point point, int questions) {
        Armed next =
                new Armed(
                        point,
                        new AtomicInteger(questions),
                        new CountDownLatch(1),
                        new CountDownLatch(1));
        armed.set(next);
        return () -> await(next.reached());
    }

    /** Whoever asked is gone. */
    void disarm() {
        Armed last = armed.getAndSet(null);
        if (last != null) {
            last.gone().countDown();
        }
    }

    private Reply answer(Request request, StubBook book) throws IOException {
        Armed now = armed.get();
        boolean here =
                now != null
                        && !now.point().question.isEmpty()
                        && request.path().endsWith(now.point().question)
                        && now.left().decrementAndGet() == 0;
        if (here && (now.point() == Point.ON_THE_WAY || now.point() == Point.PAGE_ASKED)) {
            hold(now);
            throw new IOException("Whoever asked is gone.");
        }
        Reply reply = kraken.answer(request, book);
        if (request.path().endsWith("AddOrder") && admitted(reply)) {
            synchronized (ordersById) {
                ordersById.merge(request.parameter("cl_ord_id"), 1, Integer::sum);
            }
        }
        if (here && now.point() == Point.PLACED) {
            hold(now);
        } else if (here) {
            now.reached().countDown();
        }
        return reply;
    }

    /** Whether key, signature and nonce were taken; a request that fails there is no order. */
    private static boolean admitted(Reply reply) {
        return !reply.body().contains("EAPI:");
    }

    private static void hold(Armed here) {
        here.reached().countDown();
        await(here.gone());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
