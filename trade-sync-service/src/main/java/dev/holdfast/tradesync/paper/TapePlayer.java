package dev.holdfast.tradesync.paper;

import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.runtime.handler.MarketPublisher;
import dev.holdfast.tradesync.domain.QuarterHours;
import dev.holdfast.tradesync.paper.domain.MarketTime;
import dev.holdfast.tradesync.paper.domain.Print;
import dev.holdfast.tradesync.paper.domain.Replay;
import dev.holdfast.tradesync.paper.domain.Speed;
import dev.holdfast.tradesync.paper.domain.Step;
import dev.holdfast.tradesync.paper.domain.TapeLine;
import dev.holdfast.tradesync.paper.domain.TapeState;
import dev.holdfast.tradesync.store.InstanceLock;

import io.smallrye.mutiny.TimeoutException;

import org.jboss.logging.Logger;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Replays the tape, step by step, on a thread of its own.
 *
 * <p>A step publishes its marks first and waits until the broker has them, then matches and
 * commits. Killed in between, it is done again from the line that was committed: the marks go out
 * twice, which readers pass over, and no fill is lost or doubled, since none was committed. The
 * commit names the line that it starts from, so of two instances that replay, one finds itself
 * overtaken and looks where the tape stands.
 */
final class TapePlayer implements Runnable {

    private static final Logger LOG = Logger.getLogger(TapePlayer.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final Tape tape;
    private final Venue venue;
    private final Symbol symbol;
    private final PaperMarket market;
    private final PaperExchange exchange;
    private final MarketPublisher marks;
    private final InstanceLock lock;
    private final Duration wall;
    private final int maxLines;
    private final Semaphore changed = new Semaphore(0);
    private volatile boolean stopped;

    TapePlayer(
            Tape tape,
            Symbol symbol,
            PaperMarket market,
            PaperExchange exchange,
            MarketPublisher marks,
            InstanceLock lock,
            PaperConfig config) {
        this.tape = tape;
        this.venue = exchange.venue();
        this.symbol = symbol;
        this.market = market;
        this.exchange = exchange;
        this.marks = marks;
        this.lock = lock;
        this.wall = config.step();
        this.maxLines = config.maxLines();
    }

    /** Somebody changed state or speed: look at once. */
    void look() {
        changed.release();
    }

    void stop() {
        stopped = true;
        changed.release();
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                if (lock.held()) {
                    play();
                } else {
                    pause(AFTER_A_FAILURE);
                }
            } catch (RuntimeException | IOException e) {
                LOG.errorf("The replay stopped and goes on in a second: %s", reason(e));
                pause(AFTER_A_FAILURE);
            }
        }
        lock.close();
    }

    private static String reason(Exception e) {
        return e instanceof TimeoutException
                ? "the broker did not take the marks in " + PATIENCE.toSeconds() + " s"
                : e.toString();
    }

    /** Plays until something is not as expected, or the service stops. */
    private void play() throws IOException {
        Replay replay = market.replay();
        publish(List.of(MarketTime.ticked(venue, replay.at())));
        exchange.active(market.accounts());
        try (Tape.Reader reader = tape.after(replay.position(), replay.at())) {
            Pace pace = new Pace(replay);
            while (!stopped && lock.held()) {
                replay = market.replay();
                if (replay.state() != TapeState.RUNNING) {
                    pace = null;
                    pause(IDLE);
                    continue;
                }
                if (pace == null || !pace.speed().equals(replay.speed())) {
                    pace = new Pace(replay);
                }
                long began = System.nanoTime();
                if (!step(replay, reader, pace.due())) {
                    return;
                }
                if (replay.speed().factor().isPresent()) {
                    Duration rest = shorter(IDLE, pace.until(next(replay, reader)));
                    pause(longer(wall, rest).minusNanos(System.nanoTime() - began));
                }
            }
        }
    }

    /** Where the tape stood when this speed began, by its time and by ours. */
    private record Pace(Speed speed, Instant anchor, long nanos) {

        Pace(Replay replay) {
            this(replay.speed(), replay.at(), System.nanoTime());
        }

        Instant due() {
            return speed.due(anchor, Duration.ofNanos(System.nanoTime() - nanos));
        }

        /** How long it takes until this time of the tape is due; nothing where it is. */
        Duration until(Instant at) {
            return speed.passing(due(), at);
        }
    }

    /** When something happens next after the replay stood there. */
    private static Instant next(Replay replay, Tape.Reader reader) {
        Instant tick = MarketTime.nextTick(replay.at());
        return switch (reader.peek().orElse(null)) {
            case TapeLine.Printed(Print print) when print.at().isAfter(tick) -> tick;
            case TapeLine.Printed(Print print) -> print.at();
            case null, default -> replay.at();
        };
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /**
     * @return false where the tape is not where it was thought to be
     */
    private boolean step(Replay replay, Tape.Reader reader, Instant due) {
        Step step = read(replay, reader, due);
        List<MarketEvent> events =
                MarketTime.between(
                        venue, symbol, replay.at(), step.prints(), step.at(), Instant.now());
        if (events.isEmpty() && step.position() == replay.position() && !step.last()) {
            return true;
        }
        publish(events);
        var active = market.step(replay, step);
        if (active.isEmpty()) {
            LOG.info("The tape was moved by another instance.");
            return false;
        }
        for (TapeLine.Broken line : step.broken()) {
            LOG.warnf("Line %d of the tape was passed over: %s", line.line(), line.cause());
        }
        boolean boundary = QuarterHours.entered(replay.at(), step.at());
        exchange.active(boundary || step.last() ? market.accounts() : active.get());
        return true;
    }

    /** What is due, but not more than a step may take; prints of one second stay together. */
    private Step read(Replay replay, Tape.Reader reader, Instant due) {
        List<Print> prints = new ArrayList<>();
        List<TapeLine.Broken> broken = new ArrayList<>();
        Instant at = replay.at();
        int lines = 0;
        while (reader.peek().isPresent()) {
            if (reader.peek().get() instanceof TapeLine.Printed(Print print)
                    && (print.at().isAfter(due) || (lines >= maxLines && print.at().isAfter(at)))) {
                break;
            }
            switch (reader.take()) {
                case TapeLine.Printed(Print print) -> {
                    prints.add(print);
                    at = print.at();
                }
                case TapeLine.Broken line -> broken.add(line);
                case TapeLine.Empty empty -> {}
            }
            lines++;
        }
        boolean last = reader.peek().isEmpty();
        Instant clock = last || lines >= maxLines ? at : clock(at, due, replay.speed());
        return new Step(prints, broken, reader.position(), clock, last);
    }

    /** In a gap the clock goes on by whole ticks; at MAX it waits for the next print. */
    private static Instant clock(Instant at, Instant due, Speed speed) {
        if (speed.factor().isEmpty() || !due.isAfter(at)) {
            return at;
        }
        return MarketTime.lastTick(at, due);
    }

    private void publish(List<MarketEvent> events) {
        if (!events.isEmpty()) {
            marks.publish(events).await().atMost(PATIENCE);
        }
    }

    private void pause(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            return;
        }
        try {
            if (changed.tryAcquire(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                changed.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
