package dev.holdfast.contracts.topic;

/**
 * The headers that stand on every record: CloudEvents 1.0 in binary mode, the tags, and the trace.
 */
public final class Headers {

    public static final String CE_ID = "ce_id";
    public static final String CE_TYPE = "ce_type";
    public static final String CE_SOURCE = "ce_source";
    public static final String CE_TIME = "ce_time";
    public static final String CE_SPECVERSION = "ce_specversion";

    /**
     * Counts from 1, without gaps, per source, topic and portfolio on what Holdfast's services
     * write, so that a republished event is told from a new one. Absent on records from outside.
     */
    public static final String CE_SEQUENCE = "ce_sequence";

    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACEPARENT = "traceparent";
    public static final String PORTFOLIO_ID = "portfolio_id";
    public static final String RUN_ID = "run_id";

    private Headers() {}
}
