package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which orders, and which part of what is held, a limit looks at: all that matches what is given.
 */
record Scope(Optional<BotVersion> botVersion, Optional<Symbol> symbol, Optional<Side> side) {

    static final Scope ALL = new Scope(Optional.empty(), Optional.empty(), Optional.empty());

    static Scope of(PortfolioEvent.ScopedLimits limits) {
        return new Scope(limits.botVersion(), limits.symbol(), limits.side());
    }

    boolean admits(OrderIntentEvent.Intended intent) {
        return admits(intent.botVersion(), intent.symbol(), intent.side());
    }

    boolean admits(Reservation reservation) {
        return admits(reservation.botVersion(), reservation.symbol(), reservation.side());
    }

    boolean admits(Activity.Approval approval) {
        return admits(approval.botVersion(), approval.symbol(), approval.side());
    }

    private boolean admits(Optional<BotVersion> version, Symbol other, Side way) {
        return (botVersion.isEmpty() || botVersion.equals(version))
                && (symbol.isEmpty() || symbol.get().equals(other))
                && (side.isEmpty() || side.get() == way);
    }

    /** Whether an order may change what this scope holds: of its side or not. */
    boolean concerns(Reservation reservation) {
        return (botVersion.isEmpty() || botVersion.equals(reservation.botVersion()))
                && concerns(reservation.symbol());
    }

    /** Those of the orders that may. */
    Reservations concerned(Reservations orders) {
        if (botVersion.isEmpty() && symbol.isEmpty()) {
            return orders;
        }
        Map<ClientOrderId, Reservation> concerned = new HashMap<>(orders);
        concerned.values().removeIf(reservation -> !concerns(reservation));
        return Reservations.of(concerned);
    }

    boolean concerns(Symbol other) {
        return symbol.isEmpty() || symbol.get().equals(other);
    }

    /** The signed quantity that is held: all of it, or the share of the bot version. */
    BigDecimal held(Holdings holdings, Symbol of) {
        return botVersion.isEmpty()
                ? holdings.position(of)
                : holdings.shares().of(of, botVersion.get());
    }

    /** The part of it that counts as exposure. A bot version holds nothing of a baseline. */
    BigDecimal exposed(RiskState state, Symbol of) {
        boolean excludeBaseline =
                state.configuration().filter(known -> known.limits().excludeBaseline()).isPresent();
        return botVersion.isEmpty()
                ? state.holdings().exposed(of, excludeBaseline)
                : held(state.holdings(), of);
    }

    @Override
    public String toString() {
        return Stream.of(
                        botVersion.map(version -> "bot_version=" + version),
                        symbol.map(one -> "symbol=" + one),
                        side.map(way -> "side=" + way))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }
}
