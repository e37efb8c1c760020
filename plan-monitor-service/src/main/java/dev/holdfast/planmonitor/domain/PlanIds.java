package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PlanId;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Ids that are derived from other ids, so that the same cause gives the same id however often it is
 * handled.
 */
public final class PlanIds {

    /** Leaves room for what an exit's id adds, within the 128 characters of an order id. */
    public static final int LONGEST_PLAN_ID = 106;

    private static final String OF_ENTRY = "p-";
    private static final String OF_EXIT = "-x";
    private static final String OF_CLOSE = "close-";

    private PlanIds() {}

    /** The plan that an order brings with it. */
    public static PlanId ofEntry(ClientOrderId orderId) {
        return PlanId.of(fitting(OF_ENTRY + orderId));
    }

    /** The order by which an operator's command leaves a position. */
    static ClientOrderId ofClose(String commandId) {
        return ClientOrderId.of(fitting(OF_CLOSE + commandId));
    }

    /** The plan whose exit this order is, if it is one. */
    static Optional<PlanId> ofExit(ClientOrderId orderId) {
        String id = orderId.value();
        int at = id.lastIndexOf(OF_EXIT);
        return at < 1 ? Optional.empty() : Optional.of(PlanId.of(id.substring(0, at)));
    }

    private static String fitting(String id) {
        return id.length() <= LONGEST_PLAN_ID ? id : id.substring(0, 80) + "~" + digest(id);
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
