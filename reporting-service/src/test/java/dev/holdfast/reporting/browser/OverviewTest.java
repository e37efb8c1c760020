package dev.holdfast.reporting.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;

import java.util.regex.Pattern;

class OverviewTest extends InBrowser {

    @Test
    void equityTodayAndThePeriodStandAsTheServiceSentThem() {
        open("overview");
        assertThat(page.locator("#equity")).hasText("11,625.60USD");
        assertThat(page.locator(".kv")).containsText("Today, so far▼−454.03−3.76 %");
        assertThat(page.locator(".kv")).containsText("+1,078.46");
        assertThat(page.locator(".kv")).containsText("Cash6,988.40");
        assertThat(page.locator(".eqc svg"))
                .hasAttribute(
                        "aria-label", Pattern.compile("^Equity from .* to 11,625.60 USD, .*"));
        assertThat(page.locator(".eqc .tm.buy")).hasCount(4);
        assertThat(page.locator(".eqc .tm.dep")).hasCount(1);
    }

    @Test
    void portfolioModeStateCurrencyZoneAndVenueTimeAreAlwaysInSight() {
        open("days");
        assertThat(page.locator(".top")).containsText("swing");
        assertThat(page.locator(".top .mode")).hasText("PAPER");
        assertThat(page.locator(".top .tstate")).containsText("Active");
        assertThat(page.locator(".top .ctx")).hasText("USD·Sydney AEDT·Sun 1 Dec 21:42:10");
        assertThat(page.locator(".top .fresh")).containsText("Live");
    }

    @Test
    void aPositionShowsItsPlansNearestStopFirst() {
        open("overview");
        var row = page.locator(".pos").first();
        assertThat(row).containsText("BTC/USD");
        assertThat(row).containsText("LONG 3.5");
        assertThat(row).containsText("avg 862.61");
        assertThat(row.locator(".pid").first()).containsText("p-swing-v3-00004");
        assertThat(row.locator(".strip").first()).containsText("−4.0 % to stop");
        assertThat(row.locator(".strip").last()).containsText("−6.2 % to stop");
        assertThat(page.locator(".pos").last()).containsText("unwatched");
        assertThat(page.locator(".pos").last()).containsText("17 min old");
    }

    @Test
    void whatIsNotKnownIsADashThatSaysWhyAndNeverAZero() {
        service.with(
                "overview",
                overview -> {
                    ObjectNode valuation = object(overview, "valuation");
                    valuation.putNull("equity").putNull("net_pnl").putNull("unrealized_pnl");
                    valuation
                            .withArray("missing")
                            .addObject()
                            .put("what", "mark")
                            .put("symbol", "LTC/USD");
                    ObjectNode litecoin = (ObjectNode) overview.get("positions").get(1);
                    litecoin.putNull("mark").putNull("marked_at").putNull("exposure_base");
                    litecoin.putNull("unrealized_pnl_base")
                            .putNull("today_pnl_base")
                            .putNull("share_of_equity");
                    object(overview, "today").putNull("net_pnl").putNull("end_equity");
                });
        open("overview");
        assertThat(page.locator("#equity")).hasText("– no mark of LTC/USDUSD");
        var row = page.locator(".pos").last();
        assertThat(row.locator(".p-val .miss")).hasText("– no mark of LTC/USD");
        assertThat(row.locator(".p-un .miss")).hasCount(1);
        assertThat(row).not().containsText("0.00");
        assertThat(panel("PnL, gross to net").locator("tr.sum .miss")).hasCount(1);
    }

    @Test
    void aFigureThatTheStreamBringsReplacesTheOldOne() {
        open("overview");
        ObjectNode valuation = service.part("valuation");
        service.send("valuation", valuation.put("equity", "12000.005"));
        assertThat(page.locator("#equity")).hasText("12,000.01USD");
        ObjectNode clock = service.part("clock");
        service.send("clock", clock.put("now", "2013-12-01T10:42:11Z"));
        assertThat(page.locator(".top .ctx")).containsText("21:42:11");
    }

    @Test
    void attentionAndHeadroomSayWhatIsLeft() {
        open("overview");
        assertThat(panel("Needs attention").locator(".att")).hasCount(4);
        assertThat(panel("Needs attention").locator(".att.bad")).containsText("unwatched");
        var gross = panel("Headroom").locator(".gauge").first();
        assertThat(gross).containsText("Gross exposure362.80 left of 5,000");
        assertThat(gross).containsText("▲ 93 %");
        assertThat(gross.locator("[role=meter]"))
                .hasAttribute("aria-valuetext", "4,637.20 of 5,000 used");
        service.send("attention", service.part("portfolio").arrayNode());
        assertThat(panel("Needs attention"))
                .containsText("Nothing needs you. 3 plans armed, nearest stop 4.0 %.");
    }

    @Test
    void whatThePortfolioHeldBeforeAndPlansThatWaitAreSaidWithTheirPosition() {
        service.with(
                "overview",
                overview -> {
                    ((ObjectNode) overview.get("positions").get(0)).put("baseline_quantity", "2");
                    for (JsonNode plan : overview.get("plans")) {
                        if (plan.get("plan_id").asText().equals("p-swing-v3-00004")) {
                            ((ObjectNode) plan).put("suspended", true).put("status", "OPEN");
                        }
                    }
                });
        open("overview");
        var row = page.locator(".pos").first();
        assertThat(row).containsText("LONG 3.52 of it held before");
        assertThat(row.locator(".pid").first()).containsText("waits for confirmation");
    }

    @Test
    void whatLedgerAndVenueDifferInIsSaidWithItsLikelyCauseAndTheCommandThatBooksIt() {
        service.with(
                "overview",
                overview -> {
                    ObjectNode reconciliation = object(overview, "reconciliation");
                    reconciliation.put("state", "MISMATCHED");
                    ObjectNode item = (ObjectNode) reconciliation.get("items").get(0);
                    item.put("venue", "3.25").put("difference", "-0.25");
                    item.put("cause", "MISSING_FILL").put("tolerance", "0.001");
                });
        open("system");
        var differences = panel("Ledger against venue");
        assertThat(differences).containsText("Missing fill");
        assertThat(differences).containsText("sync again first");
        assertThat(differences.locator("pre"))
                .containsText("./holdfast adjust swing BTC --reason \"missing fill\"");
    }

    @Test
    void anUntouchedPortfolioSaysWhatToDoAsACommand() {
        service.with(
                "overview",
                overview -> {
                    for (String list :
                            new String[] {
                                "positions", "plans", "decisions", "fills", "open_orders"
                            }) {
                        overview.putArray(list);
                    }
                    overview.putNull("valuation").putNull("today").putNull("last_day");
                });
        open("overview");
        assertThat(page.locator(".empty")).containsText("No trade yet in this portfolio");
        assertThat(page.locator(".empty pre").last())
                .containsText("/portfolios/swing/order-intents");
    }

    @Test
    void aPeriodStandsInTheAddress() {
        open("overview");
        page.locator(".head .segc button:text-is(\"1D\")").click();
        assertThat(page).hasURL(Pattern.compile("/p/swing/overview\\?period=1d$"));
        assertThat(page.locator(".kv")).containsText("Gross, so far");
        page.keyboard().press("4");
        assertThat(page).hasURL(Pattern.compile("period=all$"));
        assertThat(panel("PnL, gross to net")).containsText("91 days");
    }
}
