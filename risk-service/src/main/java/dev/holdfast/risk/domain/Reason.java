package dev.holdfast.risk.domain;

/** Why an order is refused; also the name of the rule that found it. Closed and documented. */
public enum Reason {
    /** Nothing is known of the portfolio. */
    UNKNOWN_PORTFOLIO,
    /** The intent is not a record of the contracts. */
    INVALID_INTENT,
    INVALID_QUANTITY,
    INVALID_PRICE,
    INVALID_SIDE,
    INVALID_SYMBOL,
    INVALID_ORDER_TYPE,
    INVALID_TIME_IN_FORCE,
    /** A stop or target stands on the wrong side of the entry. */
    INVALID_PLAN,
    DUPLICATE_CLIENT_ORDER_ID,
    RUN_ENDED,
    TRADING_STATE,
    LEDGER_QUARANTINED,
    VENUE_DEGRADED,
    /** Ledger and venue disagree by more than the portfolio admits. */
    RECONCILIATION_MISMATCH,
    SYMBOL_ALLOWED,
    /** A reduce-only order is larger than what is held and not already on its way out. */
    REDUCE_ONLY,
    SHORT_NOT_ALLOWED,
    MARK_MISSING,
    MARK_STALE,
    RATE_MISSING,
    RATE_STALE,
    PRICE_COLLAR,
    MAX_ORDER_VALUE,
    MIN_ORDER_VALUE,
    MAX_TOTAL_EXPOSURE,
    MAX_SYMBOL_EXPOSURE,
    /** Symbols that move together come to more than they may. */
    CORRELATION_BUCKET,
    /** What a bot version, a symbol or a side comes to. */
    MAX_SCOPED_EXPOSURE,
    MAX_POSITIONS,
    MAX_OPEN_ORDERS,
    /** The symbol has as many plans as it may: nothing would guard what the entry fills. */
    MAX_PLANS,
    CASH,
    MIN_REWARD_TO_RISK,
    ORDER_RATE,
    LLM_COST_CAP,
    DRAWDOWN
}
