package dev.holdfast.runtime.handler;

/** One row for one of the service's own tables; the service's {@link RowWriter} knows its kinds. */
public interface Row {}
