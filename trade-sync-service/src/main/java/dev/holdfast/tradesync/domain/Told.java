package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.VenueEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was last said of an account, so that one in which nothing happens is not spoken of with each
 * look at it.
 *
 * @param through as of when it was said
 * @param repeated whether it was said twice: whoever compares the account with a ledger believes a
 *     difference that a second observation shows again
 */
public record Told(
        Instant through,
        List<VenueEvent.Balance> balances,
        List<VenueEvent.OpenOrder> openOrders,
        boolean repeated) {

    /** When the end of a sync is said that found nothing new. */
    public enum Telling {
        /** Where the account looks otherwise than it was told, and now and then. */
        WHEN_DUE,
        /** Where the venue's clock has gone on. */
        WITH_THE_CLOCK,
        ALWAYS
    }

    public Told {
        balances = List.copyOf(balances);
        openOrders = List.copyOf(openOrders);
    }

    /** What stands told once this snapshot was shown. */
    public static Told of(AccountSnapshot shown, Optional<Told> before) {
        return new Told(
                shown.asOf(),
                shown.balances(),
                openOrders(shown),
                before.filter(told -> told.shows(shown)).isPresent());
    }

    /**
     * Whether the end of a sync is said that found nothing new.
     *
     * @param told what this instance has told last
     * @param quiet how long nothing need be said of an account in which nothing happens
     */
    public static boolean isDue(
            Telling telling,
            PortfolioSync state,
            AccountSnapshot snapshot,
            Optional<Told> told,
            Duration quiet) {
        boolean clockWentOn =
                state.through().filter(through -> !through.isBefore(snapshot.asOf())).isEmpty();
        return switch (telling) {
            case ALWAYS -> true;
            case WITH_THE_CLOCK -> clockWentOn;
            case WHEN_DUE ->
                    clockWentOn
                            && told.filter(last -> last.suffices(state, snapshot, quiet)).isEmpty();
        };
    }

    private boolean suffices(PortfolioSync state, AccountSnapshot snapshot, Duration quiet) {
        return repeated
                && state.through().filter(through::equals).isPresent()
                && shows(snapshot)
                && snapshot.asOf().isBefore(through.plus(quiet))
                && !QuarterHours.entered(through, snapshot.asOf());
    }

    private boolean shows(AccountSnapshot snapshot) {
        return balances.equals(snapshot.balances()) && openOrders.equals(openOrders(snapshot));
    }

    private static List<VenueEvent.OpenOrder> openOrders(AccountSnapshot snapshot) {
        return snapshot.openOrders().stream().map(VenueOrder::open).toList();
    }
}
