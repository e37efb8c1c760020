package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.PortfolioEvent.AccountPolicy;
import dev.holdfast.contracts.event.PortfolioEvent.AssignmentRule;
import dev.holdfast.contracts.event.PortfolioEvent.ForeignFills;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Symbol;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose a fill on an account is. An account may be shared by portfolios and by people, and each
 * portfolio sees all of its fills; every fill is taken by one of them or by none.
 *
 * <ol>
 *   <li>A fill of an order that a portfolio placed is that portfolio's, and so is one whose client
 *       order id begins with its prefix; of two prefixes that fit, the longer one counts.
 *   <li>While an order of theirs is on its way and the venue's id of it is not known, no other fill
 *       of its symbol is judged: it could be that order's.
 *   <li>Others are assigned by an operator, by a rule, or by a policy to book them. Whoever claims
 *       first has them.
 *   <li>The rest is held.
 * </ol>
 */
public final class FillOwnership {

    private FillOwnership() {}

    /** What a portfolio does with a fill. */
    sealed interface Verdict {

        /** An order of the portfolio caused it. */
        record Own(OrderTags tags) implements Verdict {}

        /** Nobody's order caused it, and it is the portfolio's. */
        record Taken(OrderTags tags) implements Verdict {}

        /** It belongs to another portfolio. */
        record Theirs() implements Verdict {}

        /**
         * @param by as in {@link Known.Held#judgedBy}
         */
        record Waits(long by) implements Verdict {}
    }

    /** Foreign fills that the portfolio would take; they are claimed before they are booked. */
    public static Set<TradeEvent.FillKey> wanted(
            PortfolioSync state, String account, Collection<VenueFill> fills, Known known) {
        Account at = state.account().orElseThrow();
        Recognition imported = new Recognition(known.twins());
        return fills.stream()
                .sorted(VenueFill.IN_ORDER)
                .filter(fill -> !known.fills().containsKey(fill.key(state.portfolio(), at.venue())))
                .filter(
                        fill ->
                                own(state, fill, known).isEmpty()
                                        && !theirs(at, fill, known)
                                        && !known.lost()
                                                .contains(fill.key(state.portfolio(), at.venue()))
                                        && !undecided(state, fill, known)
                                        && (imported.find(fill).isPresent()
                                                || wants(state, account, fill)))
                .map(fill -> fill.key(state.portfolio(), at.venue()))
                .collect(Collectors.toSet());
    }

    static Verdict of(PortfolioSync state, VenueFill fill, Known known) {
        Account account = state.account().orElseThrow();
        Optional<OrderTags> own = own(state, fill, known);
        if (own.isPresent()) {
            return new Verdict.Own(own.get());
        }
        TradeEvent.FillKey key = fill.key(state.portfolio(), account.venue());
        if (theirs(account, fill, known) || known.lost().contains(key)) {
            return new Verdict.Theirs();
        }
        if (known.claimed().contains(key)) {
            return new Verdict.Taken(OrderTags.untagged(fill.clientOrderId()));
        }
        return new Verdict.Waits(
                undecided(state, fill, known) ? Known.Held.UNDECIDED : account.version());
    }

    private static Optional<OrderTags> own(PortfolioSync state, VenueFill fill, Known known) {
        Account account = state.account().orElseThrow();
        return state.order(fill.orderId())
                .map(WorkingOrder::tags)
                .or(() -> Optional.ofNullable(known.orders().get(fill.orderId())))
                .or(
                        () ->
                                fill.clientOrderId()
                                        .filter(
                                                id ->
                                                        state.orders().containsKey(id)
                                                                || ours(id, account, known))
                                        .map(id -> OrderTags.untagged(Optional.of(id))));
    }

    private static boolean ours(ClientOrderId id, Account account, Known known) {
        return fits(id, account.clientOrderPrefix())
                && account.clientOrderPrefix().length() > longestOther(id, known);
    }

    private static boolean theirs(Account account, VenueFill fill, Known known) {
        return known.neighbours().orders().contains(fill.orderId())
                || fill.clientOrderId()
                        .filter(id -> longestOther(id, known) > 0 && !ours(id, account, known))
                        .isPresent();
    }

    /** The length of the longest prefix of another portfolio that the id begins with. */
    private static int longestOther(ClientOrderId id, Known known) {
        return known.neighbours().prefixes().stream()
                .filter(prefix -> fits(id, prefix))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static boolean fits(ClientOrderId id, String prefix) {
        return !prefix.isEmpty() && id.value().startsWith(prefix);
    }

    private static boolean undecided(PortfolioSync state, VenueFill fill, Known known) {
        Symbol symbol = fill.symbol();
        return known.neighbours().unconfirmed().contains(symbol)
                || state.orders().values().stream()
                        .anyMatch(order -> order.unconfirmed() && order.symbol().equals(symbol));
    }

    private static boolean wants(PortfolioSync state, String account, VenueFill fill) {
        Account at = state.account().orElseThrow();
        AccountPolicy policy = at.treatment();
        return state.assigned().contains(fill.key(state.portfolio(), at.venue()))
                || policy.foreignFills() == ForeignFills.BOOK
                || policy.assign().stream().anyMatch(rule -> fits(rule, account, fill));
    }

    private static boolean fits(AssignmentRule rule, String account, VenueFill fill) {
        return rule.symbol().filter(symbol -> !symbol.equals(fill.symbol())).isEmpty()
                && rule.account().filter(name -> !name.equals(account)).isEmpty()
                && rule.from().filter(fill.occurredAt()::isBefore).isEmpty()
                && rule.until().filter(end -> !fill.occurredAt().isBefore(end)).isEmpty();
    }
}
