package dev.holdfast.reporting.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A page, a stand-in service and the words that the tests share. */
@ExtendWith(Chromium.class)
abstract class InBrowser {

    static final int DESK = 1440;
    static final int PHONE = 390;

    final StandInService service = new StandInService();
    private Browser browser;
    private BrowserContext context;
    Page page;

    @BeforeEach
    void openBrowser(Browser shared) {
        browser = shared;
        window(DESK, ColorScheme.LIGHT);
    }

    @AfterEach
    void closeAll() {
        context.close();
        service.close();
    }

    /** A fresh window of a width and a theme. */
    final void window(int width, ColorScheme theme) {
        if (context != null) {
            context.close();
        }
        context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(width, 900)
                                .setColorScheme(theme)
                                .setReducedMotion(ReducedMotion.REDUCE));
        context.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
        page = context.newPage();
    }

    /** Opens a page of the portfolio and waits until it is drawn. */
    final void open(String path) {
        page.navigate(service.url("/p/swing/" + path));
        assertThat(page.locator("main[data-page][aria-busy=false] h1")).isVisible();
    }

    final Locator panel(String heading) {
        return page.locator("section.panel")
                .filter(
                        new Locator.FilterOptions()
                                .setHas(page.locator("h2:text-is(\"" + heading + "\")")));
    }

    static ObjectNode object(JsonNode node, String name) {
        return (ObjectNode) node.get(name);
    }
}
