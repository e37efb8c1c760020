package dev.holdfast.tradesync.domain;

/** What is to be done with an approved order that the venue does not know. */
public sealed interface Ruling {

    record Place(NewOrder order) implements Ruling {}

    record Refuse(RefusalCode code, String reason) implements Ruling {}

    /** Its time was over before it was sent. */
    record Expire() implements Ruling {}

    /** It was cancelled before it was sent. */
    record Cancel(String reason) implements Ruling {}
}
