package dev.holdfast.tradesync.venue.xchange;

/** What an exchange is asked; each costs it differently. */
enum Question {
    PLACE(true, true),
    FIND(true, true),
    CANCEL(true, true),
    BALANCES(true, false),
    OPEN_ORDERS(true, false),
    TRADES(true, false),
    MOVEMENTS(true, false),
    TICKER(false, false),
    INSTRUMENTS(false, false),
    TIME(false, true);

    private final boolean signed;
    private final boolean urgent;

    Question(boolean signed, boolean urgent) {
        this.signed = signed;
        this.urgent = urgent;
    }

    /** Whether it is asked in the name of the account. */
    boolean signed() {
        return signed;
    }

    /** Whether it may take the last of the budget, which long histories leave to orders. */
    boolean urgent() {
        return urgent;
    }
}
