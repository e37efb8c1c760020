package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.JudgedBy;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Rearming;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** {@code portfolios.v1}: what a portfolio is. */
public sealed interface PortfolioEvent extends Event {

    /**
     * The whole configuration. Versions count from 1; of two records with the same version the
     * first on the topic counts, and every reader applies the same rule: a version that is not one
     * above the last is passed over.
     */
    record Configured(
            PortfolioId portfolioId,
            RunId runId,
            long version,
            String name,
            Currency baseCurrency,
            ZoneId timezone,
            List<ZoneId> reportingTimezones,
            CostBasis costBasis,
            Venue venue,
            TradingMode mode,
            String clientOrderPrefix,
            Limits limits,
            Overnight overnight,
            Optional<AccountPolicy> accountPolicy,
            Optional<PlanPolicy> plans,
            Instant occurredAt)
            implements PortfolioEvent {

        /**
         * A portfolio that says nothing of its account and its plans: see {@link
         * AccountPolicy#HOLDS} and {@link PlanPolicy#DEFAULT}.
         */
        public Configured(
                PortfolioId portfolioId,
                RunId runId,
                long version,
                String name,
                Currency baseCurrency,
                ZoneId timezone,
                List<ZoneId> reportingTimezones,
                CostBasis costBasis,
                Venue venue,
                TradingMode mode,
                String clientOrderPrefix,
                Limits limits,
                Overnight overnight,
                Instant occurredAt) {
            this(
                    portfolioId,
                    runId,
                    version,
                    name,
                    baseCurrency,
                    timezone,
                    reportingTimezones,
                    costBasis,
                    venue,
                    mode,
                    clientOrderPrefix,
                    limits,
                    overnight,
                    Optional.empty(),
                    Optional.empty(),
                    occurredAt);
        }
    }

    /**
     * How a portfolio treats its account at the venue, which others may trade on too.
     *
     * @param foreignFills what becomes of fills that no order of a portfolio caused and that no
     *     rule assigns
     * @param assign a fill that fits one of these is the portfolio's
     * @param protectiveStops asks for a stop order at the venue for each armed plan with a stop, as
     *     a second line of defence; where the venue takes none, the plan stands alone
     * @param protectiveStopOffsetPct how far beyond the plan's stop it stands, as a fraction of
     *     that stop; {@link #PROTECTIVE_STOP_OFFSET_PCT} where empty
     * @param tolerances by how much the ledger may differ from the venue without a word; of other
     *     assets by nothing
     * @param lotSteps the smallest quantities that the venue trades: what is held below them can
     *     not be sold and counts as no position
     */
    record AccountPolicy(
            ForeignFills foreignFills,
            List<AssignmentRule> assign,
            Optional<Boolean> protectiveStops,
            Optional<BigDecimal> protectiveStopOffsetPct,
            List<Tolerance> tolerances,
            List<LotStep> lotSteps) {

        /** To the last digit, and every quantity counts. */
        public AccountPolicy(
                ForeignFills foreignFills,
                List<AssignmentRule> assign,
                Optional<Boolean> protectiveStops) {
            this(foreignFills, assign, protectiveStops, Optional.empty(), List.of(), List.of());
        }

        /** Far enough for a monitor that is alive to be first. */
        public static final BigDecimal PROTECTIVE_STOP_OFFSET_PCT = new BigDecimal("0.005");

        public static final AccountPolicy HOLDS =
                new AccountPolicy(ForeignFills.HOLD, List.of(), Optional.empty());
    }

    /** By how much of an asset ledger and venue may differ; at least zero. */
    record Tolerance(Currency asset, BigDecimal amount) {}

    /** The smallest quantity of a symbol that the venue trades; above zero. */
    record LotStep(Symbol symbol, BigDecimal step) {

        /**
         * Whether so little of a symbol is dust: the venue trades none of it. By one rule for
         * everybody who counts positions or sends orders; of several steps of a symbol the largest
         * counts, and of a symbol without one nothing is dust.
         *
         * @param quantity in the base of the symbol, of either sign
         */
        public static boolean dust(List<LotStep> steps, Symbol symbol, BigDecimal quantity) {
            for (LotStep lot : steps) {
                if (lot.symbol.equals(symbol) && quantity.abs().compareTo(lot.step) < 0) {
                    return true;
                }
            }
            return false;
        }
    }

    /** What becomes of fills that nobody is known to have caused. */
    enum ForeignFills {
        /** They wait, visible, until an operator assigns them. */
        HOLD,
        /** They are the portfolio's: it alone trades on the account. */
        BOOK
    }

    /**
     * Which foreign fills are the portfolio's; what is empty fits every fill.
     *
     * @param account the venue's account, by the name that the service's configuration gives it
     * @param from the first instant, included
     * @param until the last instant, excluded
     */
    record AssignmentRule(
            Optional<Symbol> symbol,
            Optional<String> account,
            Optional<Instant> from,
            Optional<Instant> until) {}

    /**
     * The caps of a portfolio, amounts in its base currency. An empty one is not checked, except
     * that marks and rates older than {@code maxMarkAge} (60 s where empty) never pass an entry,
     * and that an order of which nothing is heard for {@code reservationTimeout} (15 minutes where
     * empty) is asked about.
     *
     * @param correlationBuckets symbols that move together, and what they may come to together
     * @param scoped limits for a bot version, a symbol or a side, on top of the others
     * @param maxReconciliationDifference from which sum of differences between ledger and venue on
     *     entries are held
     */
    record Limits(
            Optional<BigDecimal> maxOrderValue,
            Optional<BigDecimal> minOrderValue,
            Optional<BigDecimal> maxTotalExposure,
            Optional<BigDecimal> maxSymbolExposure,
            Optional<Integer> maxOpenPositions,
            Optional<Integer> maxOpenOrdersPerSymbol,
            Optional<BigDecimal> priceCollarPct,
            Optional<BigDecimal> minRewardToRisk,
            Optional<Integer> maxOrdersPerMinute,
            Optional<BigDecimal> maxLlmCost,
            Optional<Duration> llmCostWindow,
            Optional<BigDecimal> maxDrawdownPct,
            Optional<Duration> maxMarkAge,
            List<Symbol> allowedSymbols,
            boolean allowShort,
            boolean excludeBaseline,
            List<CorrelationBucket> correlationBuckets,
            List<ScopedLimits> scoped,
            Optional<BigDecimal> maxReconciliationDifference,
            Optional<Duration> reservationTimeout) {

        /** Limits that hold for all orders alike. */
        public Limits(
                Optional<BigDecimal> maxOrderValue,
                Optional<BigDecimal> minOrderValue,
                Optional<BigDecimal> maxTotalExposure,
                Optional<BigDecimal> maxSymbolExposure,
                Optional<Integer> maxOpenPositions,
                Optional<Integer> maxOpenOrdersPerSymbol,
                Optional<BigDecimal> priceCollarPct,
                Optional<BigDecimal> minRewardToRisk,
                Optional<Integer> maxOrdersPerMinute,
                Optional<BigDecimal> maxLlmCost,
                Optional<Duration> llmCostWindow,
                Optional<BigDecimal> maxDrawdownPct,
                Optional<Duration> maxMarkAge,
                List<Symbol> allowedSymbols,
                boolean allowShort,
                boolean excludeBaseline) {
            this(
                    maxOrderValue,
                    minOrderValue,
                    maxTotalExposure,
                    maxSymbolExposure,
                    maxOpenPositions,
                    maxOpenOrdersPerSymbol,
                    priceCollarPct,
                    minRewardToRisk,
                    maxOrdersPerMinute,
                    maxLlmCost,
                    llmCostWindow,
                    maxDrawdownPct,
                    maxMarkAge,
                    allowedSymbols,
                    allowShort,
                    excludeBaseline,
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
        }

        public static final Limits NONE =
                new Limits(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        false,
                        false);
    }

    /** Symbols whose exposures are added up and capped together. */
    record CorrelationBucket(String name, List<Symbol> symbols, BigDecimal maxExposure) {}

    /**
     * Limits for the orders that match all that is given of bot version, symbol and side. {@code
     * maxExposure} caps what positions and reservations of that scope come to.
     */
    record ScopedLimits(
            Optional<BotVersion> botVersion,
            Optional<Symbol> symbol,
            Optional<Side> side,
            Optional<BigDecimal> maxOrderValue,
            Optional<BigDecimal> maxExposure,
            Optional<Integer> maxOpenOrders,
            Optional<Integer> maxOrdersPerMinute) {}

    /**
     * What happens to plans at a day boundary. The distance is the largest of {@code widenBy}
     * (quote currency), {@code widenPct} of the entry price and {@code rangeMultiple} of the day's
     * range; {@code capPct} of the entry price bounds how far a level may stand from entry. A night
     * to one of {@code skipDays} or {@code holidays} moves nothing.
     */
    record Overnight(
            boolean widen,
            Optional<BigDecimal> widenBy,
            Optional<BigDecimal> widenPct,
            Optional<BigDecimal> rangeMultiple,
            Optional<BigDecimal> capPct,
            boolean restoreAfterOpen,
            boolean mayGiveUpBreakeven,
            boolean rearmOnRestart,
            List<DayOfWeek> skipDays,
            List<LocalDate> holidays) {

        public static final Overnight KEEP =
                new Overnight(
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        true);

        public Overnight {
            skipDays = List.copyOf(skipDays);
            holidays = List.copyOf(holidays);
        }

        /** A policy that holds on every day. */
        public Overnight(
                boolean widen,
                Optional<BigDecimal> widenBy,
                Optional<BigDecimal> widenPct,
                Optional<BigDecimal> rangeMultiple,
                Optional<BigDecimal> capPct,
                boolean restoreAfterOpen,
                boolean mayGiveUpBreakeven,
                boolean rearmOnRestart) {
            this(
                    widen,
                    widenBy,
                    widenPct,
                    rangeMultiple,
                    capPct,
                    restoreAfterOpen,
                    mayGiveUpBreakeven,
                    rearmOnRestart,
                    List.of(),
                    List.of());
        }
    }

    /**
     * How plans are kept. What is empty: any number per symbol; {@code rearm} as {@code
     * rearmOnRestart} says; judged by the closing price; unwatched after 15 minutes without a mark;
     * exits at market.
     *
     * @param maxPerSymbol how many plans may stand on one symbol
     * @param replaceOldest one too many takes over what the oldest guards, instead of being refused
     * @param exitOrder MARKET or LIMIT
     * @param exitLimitOffsetPct how far beyond the price of a close a limit is set, as a fraction
     * @param escalateAfter how long a limit exit may stand before what is left goes at market;
     *     empty for as long as it takes
     */
    record PlanPolicy(
            Optional<Integer> maxPerSymbol,
            boolean replaceOldest,
            Optional<Rearming> rearm,
            Optional<JudgedBy> judgedBy,
            Optional<Duration> unwatchedAfter,
            Optional<OrderType> exitOrder,
            Optional<BigDecimal> exitLimitOffsetPct,
            Optional<Duration> escalateAfter) {

        public static final PlanPolicy DEFAULT =
                new PlanPolicy(
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
    }
}
