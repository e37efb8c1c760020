package dev.holdfast.contracts.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The generated pages say what the contracts say. With {@code -Dholdfast.docs=write} they are
 * written anew.
 */
class DocumentsTest {

    private static final Path DOCS = Path.of("../docs");

    @Test
    void thePageOfTheTopicsIsFresh() throws IOException {
        check("topics.md", TopicsDocument.render());
    }

    @Test
    void theAsyncApiDocumentIsFresh() throws IOException {
        check("asyncapi.json", AsyncApiDocument.render());
    }

    private static void check(String name, String rendered) throws IOException {
        Path file = DOCS.resolve(name);
        if ("write".equals(System.getProperty("holdfast.docs"))) {
            Files.writeString(file, rendered);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as("docs/%s is stale: run ./holdfast docs", name)
                .isEqualTo(rendered);
    }
}
