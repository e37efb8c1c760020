package dev.holdfast.contracts.topic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schemas of the types and an example of each, as they lie in the jar. */
public final class Schemas {

    /** Under which the schemas refer to each other. */
    public static final String BASE = "https://holdfast.dev/schemas/";

    /** Where they lie on the class path. */
    public static final String FOLDER = "dev/holdfast/contracts/schemas/";

    private Schemas() {}

    /** The schema of a type, such as {@code trade.synced}. */
    public static String of(String typeName) {
        return resource(FOLDER + typeName + ".schema.json");
    }

    /** What the schemas share: the shapes of ids, decimals, instants and nested records. */
    public static String values() {
        return resource(FOLDER + "values.schema.json");
    }

    /** An example of a type. */
    public static String example(String typeName) {
        return resource("dev/holdfast/contracts/examples/" + typeName + ".json");
    }

    private static String resource(String path) {
        try (InputStream in = Schemas.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no " + path + " in the contracts.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
