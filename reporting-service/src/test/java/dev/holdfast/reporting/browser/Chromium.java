package dev.holdfast.reporting.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** One browser for all tests of a run. */
final class Chromium implements BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace OWN =
            ExtensionContext.Namespace.create(Chromium.class);

    /** A machine that builds something else beside the tests may take its time. */
    static final double PATIENCE_MILLIS = 60_000;

    private static final List<String> FLAGS =
            List.of(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    @Override
    public void beforeAll(ExtensionContext context) {
        Assumptions.assumeFalse(
                "off".equals(System.getProperty("holdfast.browser")),
                "-Dholdfast.browser=off leaves the tests in a browser out.");
        running(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context).browser();
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot()
                .getStore(OWN)
                .getOrComputeIfAbsent(Running.class, key -> start(), Running.class);
    }

    private static Running start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Path chromium = executable();
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Running(
                playwright,
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium)
                                        .setArgs(FLAGS)));
    }

    private static Path executable() {
        return Stream.of(
                        System.getenv("HOLDFAST_CHROMIUM"),
                        System.getenv("CHROMIUM_PATH"),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "The dashboard is tested in Chromium, and none was found:"
                                                + " install it (Debian: apt-get install chromium),"
                                                + " name it in HOLDFAST_CHROMIUM, or leave these"
                                                + " tests out with -Dholdfast.browser=off."));
    }

    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }
}
