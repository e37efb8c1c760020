package dev.holdfast.contracts.value;

/**
 * A value that the contracts do not admit: the message names what is wrong and what would be right.
 * It is the one exception that the value types throw, so that whoever decodes a record can answer
 * it or put it aside.
 */
public final class InvalidValue extends IllegalArgumentException {

    public InvalidValue(String message) {
        super(message);
    }
}
