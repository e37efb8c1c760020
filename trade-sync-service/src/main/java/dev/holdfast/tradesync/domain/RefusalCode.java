package dev.holdfast.tradesync.domain;

/**
 * Why an approved order was not sent; venues add codes of their own, such as {@code
 * INSUFFICIENT_FUNDS}.
 */
public enum RefusalCode {
    /** No adapter serves the portfolio's venue in its mode. */
    VENUE_NOT_SERVED,
    /** The portfolio is LIVE and live trading is off in the service's configuration. */
    LIVE_DISABLED,
    UNKNOWN_SYMBOL,
    UNSUPPORTED_ORDER_TYPE,
    UNSUPPORTED_TIME_IN_FORCE,
    MISSING_LIMIT_PRICE,
    MISSING_STOP_PRICE,
    MISSING_EXPIRY,
    /** Nothing is left after rounding down to the lot. */
    BELOW_MINIMUM_QUANTITY,
    BELOW_MINIMUM_NOTIONAL,
    /** It could not be sent in time, and its price or its reason may be gone. */
    APPROVAL_TOO_OLD
}
