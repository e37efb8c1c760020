package dev.holdfast.reporting.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

class LayoutTest extends InBrowser {

    private static final List<String> PAGES =
            List.of(
                    "overview",
                    "positions",
                    "positions/BTC-USD",
                    "orders",
                    "decisions",
                    "days/2013-11-26",
                    "costs",
                    "system");

    private static final int SHELL_LIMIT = 60_000;

    private static final String AXE =
            new String(
                    StandInService.resource("browser/axe.min.js").orElseThrow(),
                    StandardCharsets.UTF_8);

    @Test
    void noPageScrollsSidewaysOnAnyScreen() {
        for (String path : PAGES) {
            open(path);
            assertThat(page.locator("main .panel").first()).isVisible();
            for (int width : new int[] {DESK, 900, PHONE, 320}) {
                page.setViewportSize(width, 844);
                Object beyond =
                        page.evaluate(
                                "document.documentElement.scrollWidth"
                                        + " - document.documentElement.clientWidth");
                assertThat(beyond).as("%s at %d px", path, width).isEqualTo(0);
            }
        }
    }

    @Test
    void aPhoneHasTabsAndThePlansBeforeThePrice() {
        window(PHONE, ColorScheme.DARK);
        open("overview");
        assertThat(page.locator(".side")).isHidden();
        assertThat(page.locator(".tabs a"))
                .hasText(new String[] {"Overview", "Positions", "Days", "Decisions", "More"});
        page.locator(".tabs a:has-text(\"More\")").click();
        assertThat(page.locator(".menu a"))
                .hasText(new String[] {"Orders and fills", "Costs and runs", "System"});
        open("positions/BTC-USD");
        double plans = page.locator(".planp").boundingBox().y;
        assertThat(plans).isLessThan(page.locator(".chartp").boundingBox().y);
    }

    @Test
    void axeFindsNothingOnAnyPageInEitherTheme() {
        for (String path : PAGES) {
            page.setViewportSize(DESK, 900);
            open(path);
            assertThat(page.locator("main .panel").first()).isVisible();
            page.evaluate(AXE);
            hasNoViolation(path + ", wide and light");
            page.keyboard().press("t");
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
            hasNoViolation(path + ", wide and dark");
            page.setViewportSize(PHONE, 844);
            hasNoViolation(path + ", on a phone and dark");
            page.keyboard().press("t");
        }
    }

    @Test
    void axeFindsNothingOnDialogsAndSigningIn() {
        open("overview");
        assertThat(page.locator("main .panel").first()).isVisible();
        page.evaluate(AXE);
        page.keyboard().press("?");
        assertThat(page.locator("dialog[open]")).isVisible();
        hasNoViolation("keys");
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog[open]")).hasCount(0);
        page.keyboard().press(".");
        assertThat(page.locator("dialog[open]")).isVisible();
        hasNoViolation("controls");
        page.locator("dialog button:has-text(\"Halt bots\")").click();
        hasNoViolation("step 1");
        page.locator("dialog button:text-is(\"Continue\")").click();
        hasNoViolation("step 2");
        service.signedOut();
        page.navigate(service.url("/"));
        assertThat(page.locator("#key")).isVisible();
        page.evaluate(AXE);
        hasNoViolation("signing in");
    }

    @Test
    void theShellStaysBelowSixtyKilobytes() throws IOException {
        open("overview");
        assertThat(page.locator(".eqc svg")).isVisible();
        int total = 0;
        for (String path : service.filesSent().keySet()) {
            boolean laterPage = path.startsWith("/js/pages/") && !path.endsWith("/overview.js");
            if (!laterPage) {
                total +=
                        compressed(
                                StandInService.resource("META-INF/resources" + path).orElseThrow());
            }
        }
        assertThat(total).isLessThan(SHELL_LIMIT);
    }

    private void hasNoViolation(String where) {
        Object found =
                page.evaluate(
                        "async () => (await axe.run(document)).violations.map(v => v.id + ': ' +"
                                + " v.nodes.map(n => n.target.join(' ')).join(', '))");
        assertThat((List<?>) found).as(where).isEmpty();
    }

    private static int compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.size();
    }
}
