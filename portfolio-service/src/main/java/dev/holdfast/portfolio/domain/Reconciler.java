package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.ReconciliationEvent;
import dev.holdfast.contracts.event.ReconciliationEvent.Item;
import dev.holdfast.contracts.event.VenueEvent.AccountObserved;
import dev.holdfast.contracts.value.RunId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When the venue's account is compared with the ledger, and when the outcome is said.
 *
 * <p>An observation is comparable once the sync has confirmed all fills through its time (at once
 * where no sync ever ran). Fills and confirmations come on different topics, so a difference is
 * said only when the next observation shows it again. An outcome is said when it changes, and again
 * after an interval.
 *
 * @param waiting observations that are not comparable yet, the latest last
 * @param suspected the differences that the last comparison found and nobody was told of
 * @param said the items that were last published
 */
public record Reconciler(
        List<AccountObserved> waiting,
        List<Item> suspected,
        Optional<List<Item>> said,
        Optional<Instant> saidAt) {

    public static final Reconciler NEW =
            new Reconciler(List.of(), List.of(), Optional.empty(), Optional.empty());

    private static final int WAITING = 4;

    /** What a look at the observations came to. */
    record Outcome(Reconciler reconciler, Optional<ReconciliationEvent> event) {}

    public Reconciler {
        waiting = List.copyOf(waiting);
        suspected = List.copyOf(suspected);
    }

    Reconciler observing(AccountObserved observed) {
        List<AccountObserved> more = new ArrayList<>(waiting);
        more.add(observed);
        return new Reconciler(
                more.subList(Math.max(0, more.size() - WAITING), more.size()),
                suspected,
                said,
                saidAt);
    }

    Outcome judged(Journal journal, Timeline timeline, AccountTerms terms, Duration interval) {
        int latest = -1;
        for (int i = 0; i < waiting.size(); i++) {
            boolean comparable =
                    timeline.confirmedThrough().isEmpty()
                            || timeline.confirms(waiting.get(i).asOf());
            latest = comparable ? i : latest;
        }
        if (latest < 0) {
            return new Outcome(this, Optional.empty());
        }
        AccountObserved observed = waiting.get(latest);
        List<AccountObserved> rest = waiting.subList(latest + 1, waiting.size());
        Optional<Ledger> then = journal.before(observed.asOf().plusNanos(1));
        if (then.isEmpty()) {
            return new Outcome(new Reconciler(rest, suspected, said, saidAt), Optional.empty());
        }
        List<Item> items = Reconciliation.compare(then.get(), observed, terms);
        List<Item> differences = differences(items);
        boolean certain =
                differences.isEmpty()
                        || timeline.confirmedThrough().isEmpty()
                        || sameDifferences(differences, suspected);
        boolean fresh =
                said.isEmpty()
                        || !sameDifferences(differences, differences(said.get()))
                        || !observed.asOf().isBefore(saidAt.orElseThrow().plus(interval));
        if (!certain || !fresh) {
            return new Outcome(new Reconciler(rest, differences, said, saidAt), Optional.empty());
        }
        return new Outcome(
                new Reconciler(rest, differences, Optional.of(items), Optional.of(observed.asOf())),
                Optional.of(event(observed, items)));
    }

    /** The differences that were said and that the latest comparison still found. */
    public List<Item> standing() {
        List<Item> told = said.map(Reconciler::differences).orElse(List.of());
        return sameDifferences(told, suspected) ? told : List.of();
    }

    private static ReconciliationEvent event(AccountObserved observed, List<Item> items) {
        return Reconciliation.agree(items)
                ? new ReconciliationEvent.Matched(
                        observed.portfolioId(),
                        RunId.NONE,
                        observed.venue(),
                        items,
                        observed.asOf(),
                        observed.occurredAt())
                : new ReconciliationEvent.Mismatched(
                        observed.portfolioId(),
                        RunId.NONE,
                        observed.venue(),
                        items,
                        observed.asOf(),
                        observed.occurredAt());
    }

    private static List<Item> differences(List<Item> items) {
        return items.stream().filter(item -> !item.cause().equals(Reconciliation.NONE)).toList();
    }

    /** Amounts move with trading; the same differences in the same assets are the same finding. */
    private static boolean sameDifferences(List<Item> some, List<Item> others) {
        return some.stream()
                .map(item -> item.asset() + " " + item.difference())
                .toList()
                .equals(
                        others.stream()
                                .map(item -> item.asset() + " " + item.difference())
                                .toList());
    }
}
