package dev.holdfast.reporting.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;

import java.util.regex.Pattern;

class LivenessTest extends InBrowser {

    @Test
    void oldMarksMakeThePageStaleAndTheFiguresStay() {
        service.with(
                "overview",
                overview -> {
                    ObjectNode clock = object(overview, "clock");
                    clock.put("now", "2013-12-01T10:44:10Z");
                });
        open("overview");
        assertThat(page.locator(".fresh")).containsText("Stale2 min");
        assertThat(page.locator(".ban.warn"))
                .containsText("bitstamp has sent no mark since 21:42:09");
        assertThat(page.locator("#equity")).containsText("11,625.60");
        assertThat(page.locator(".pos .stale").first()).containsText("2 min old");
    }

    @Test
    void aLostConnectionIsSaidControlsAreOffAndTheStreamGoesOnWhereItStopped() {
        open("overview");
        assertThat(page.locator(".fresh")).containsText("Live");
        service.send("valuation", service.part("valuation").put("equity", "12000"));
        assertThat(page.locator("#equity")).containsText("12,000.00");
        service.breakDown();
        assertThat(page.locator(".ban.bad"))
                .containsText("Connection lost. What you see is as of 21:42:10");
        assertThat(page.locator(".fresh")).containsText("Offline");
        assertThat(page.locator("main")).hasClass("st-broken");
        page.keyboard().press(".");
        assertThat(page.locator("dialog .acts button").first()).isDisabled();
        page.keyboard().press("Escape");
        service.comeBack();
        page.locator("button:text-is(\"Retry now\")").click();
        assertThat(page.locator(".ban")).hasCount(0);
        assertThat(service.openedAfter())
                .as("the stream goes on with the last event that came")
                .startsWith(4711L)
                .endsWith(4711L)
                .hasSizeGreaterThan(1);
    }

    @Test
    void anEventThatWasMissedIsMadeUpForByTheNextHeartbeat() {
        open("overview");
        assertThat(page.locator("#equity")).containsText("11,625.60");
        service.loseAnEvent("valuation", service.part("valuation").put("equity", "13000"));
        service.beat();
        assertThat(page.locator("#equity")).containsText("13,000.00");
    }

    @Test
    void aQuarantinedPortfolioNamesTheRecordAndWhatIsRefused() {
        open("overview");
        ObjectNode state = service.part("trading_state").put("quarantined", true);
        service.send("trading_state", state);
        assertThat(page.locator(".ban.bad"))
                .containsText("New entries are refused; exits still work.");
        assertThat(page.locator(".hero .lab").first()).containsText("as of before the record");
    }

    @Test
    void withoutASessionAKeyIsAskedForAndAWrongOneIsRefused() {
        service.signedOut();
        page.navigate(service.url("/p/swing/days"));
        assertThat(page.locator("#key")).isFocused();
        page.locator("#key").fill("wrong");
        page.locator("button:text-is(\"Sign in\")").click();
        assertThat(page.locator("[role=alert]")).containsText("This key is not known");
        page.locator("#key").fill(StandInService.KEY);
        page.locator("button:text-is(\"Sign in\")").click();
        assertThat(page.locator("main h1")).hasText("Days");
    }

    @Test
    void aKeyInTheAddressSignsInOnceAndIsRemovedFromIt() {
        service.signedOut();
        page.navigate(service.url("/#key=" + StandInService.KEY));
        assertThat(page.locator("#equity")).containsText("11,625.60");
        assertThat(page).hasURL(Pattern.compile("/p/swing/overview$"));
        assertThat(page.content()).doesNotContain(StandInService.KEY);
    }
}
