package dev.holdfast.tradesync.paper;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.paper.domain.Book;
import dev.holdfast.tradesync.paper.domain.MatchingEngine;
import dev.holdfast.tradesync.paper.domain.PaperAccount;
import dev.holdfast.tradesync.paper.domain.PaperOrder;
import dev.holdfast.tradesync.paper.domain.Replay;
import dev.holdfast.tradesync.paper.domain.Speed;
import dev.holdfast.tradesync.paper.domain.Step;
import dev.holdfast.tradesync.paper.domain.TapeLine;
import dev.holdfast.tradesync.paper.domain.TapeState;
import dev.holdfast.tradesync.paper.domain.VenueTerms;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The paper venue from within: the tape moves on, and the book is matched against it. */
final class PaperMarket {

    private final Venue venue;
    private final VenueTerms terms;
    private final JdbcWork work;
    private final ReplayTable replays;
    private final BookTables books;

    PaperMarket(Venue venue, VenueTerms terms, JdbcWork work, BookTables books) {
        this.venue = venue;
        this.terms = terms;
        this.work = work;
        this.replays = new ReplayTable(venue);
        this.books = books;
    }

    Replay replay() {
        return work.read(replays::read);
    }

    List<TapeLine.Broken> brokenLines() {
        return work.read(replays::brokenLines);
    }

    void begin(Replay first) {
        work.write(
                transaction -> {
                    replays.begin(transaction, first);
                    return first;
                });
    }

    void control(Optional<TapeState> state, Optional<Speed> speed) {
        work.write(
                transaction -> {
                    replays.control(transaction, state, speed);
                    return venue;
                });
    }

    /**
     * Matches the book against a step of the tape and commits both together.
     *
     * @return the accounts in which something happened; empty where another instance has moved the
     *     tape meanwhile
     */
    Optional<Set<PortfolioId>> step(Replay before, Step step) {
        return work.write(
                transaction ->
                        replays.advance(transaction, before, step)
                                ? Optional.of(match(transaction, before, step))
                                : Optional.empty());
    }

    private Set<PortfolioId> match(Connection transaction, Replay before, Step step)
            throws SQLException {
        List<PaperAccount> accounts =
                step.prints().isEmpty()
                        ? List.of()
                        : books.lockedAccountsWithOpenOrders(transaction);
        if (accounts.isEmpty()) {
            return Set.of();
        }
        Map<PortfolioId, PaperAccount> byId =
                accounts.stream().collect(Collectors.toMap(PaperAccount::portfolio, a -> a));
        Map<Long, PaperOrder> orders =
                books.openOrders(transaction).stream()
                        .filter(order -> byId.containsKey(order.account()))
                        .collect(Collectors.toMap(PaperOrder::id, order -> order));
        MatchingEngine.Matched matched =
                MatchingEngine.match(
                        new Book(orders, byId, before.nextFill()), step.prints(), terms);
        List<PaperOrder> changed = new ArrayList<>(matched.book().orders().values());
        changed.removeAll(orders.values());
        if (!changed.isEmpty()) {
            books.update(transaction, changed);
        }
        if (!matched.fills().isEmpty()) {
            FillTable.insert(transaction, matched.fills());
            books.store(transaction, matched.book().accounts().values());
            replays.nextFill(transaction, matched.book().nextFill());
        }
        return changed.stream()
                .filter(order -> !order.open() || !order.filled().isZero())
                .map(PaperOrder::account)
                .collect(Collectors.toSet());
    }

    Set<PortfolioId> accounts() {
        return work.read(
                question ->
                        books.accounts(question).stream()
                                .map(PaperAccount::portfolio)
                                .collect(Collectors.toSet()));
    }
}
