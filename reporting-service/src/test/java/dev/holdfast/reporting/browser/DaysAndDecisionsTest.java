package dev.holdfast.reporting.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;

import org.junit.jupiter.api.Test;

import java.util.regex.Pattern;

class DaysAndDecisionsTest extends InBrowser {

    @Test
    void theLadderOfADayLeadsFromStartToEndWithNothingUnexplained() {
        open("days/2013-11-28");
        Locator ladder = panel("Thu 28 Nov 2013").locator("table");
        assertThat(ladder.locator("tr"))
                .hasText(
                        new String[] {
                            "Equity at start11,300.02",
                            "Realized+319.40",
                            "Change of unrealized+236.42",
                            "FX0.00",
                            "Fees−6.09",
                            "LLM cost−0.62",
                            "Other costs0.00",
                            "Net PnL▲+549.11",
                            "Cash flows0.00",
                            "Unexplained✓0.00",
                            "Equity at end11,849.13"
                        });
        assertThat(panel("Thu 28 Nov 2013")).containsText("2013-11-27 13:00Z");
        assertThat(panel("Snapshot at the boundary")).containsText("BTC/USD41,036.604,146.40");
        assertThat(panel("Snapshot at the boundary")).containsText("Nothing was flattened.");
        assertThat(panel("Fills of the day").locator("tbody tr")).hasCount(2);
    }

    @Test
    void aRestatedDayShowsWhatItWasBeforeAndWhy() {
        open("days/2013-11-26");
        assertThat(panel("Tue 26 Nov 2013")).containsText("restated, v2");
        page.locator(".rest summary").click();
        assertThat(page.locator(".rest")).containsText("Because of fill 2011894, which arrived");
        assertThat(page.locator(".rest")).containsText("Version 1: net PnL was");
        assertThat(panel("Fills of the day")).containsText("late");
    }

    @Test
    void aDayOnWhichClocksChangeSaysItsHoursAndIsMarked() {
        open("days");
        Locator cell = page.locator(".hc[href$='2013-10-06']");
        assertThat(cell).hasAttribute("aria-label", Pattern.compile("23 hours"));
        assertThat(cell.locator("u")).hasCount(1);
        assertThat(page.locator(".hc.open"))
                .hasAttribute("aria-label", Pattern.compile("^Sun.1.Dec.2013.*so far$"));
    }

    @Test
    void bracketsStepFromDayToDay() {
        open("days/2013-11-28");
        page.keyboard().press("[");
        assertThat(page).hasURL(Pattern.compile("/days/2013-11-27$"));
        page.keyboard().press("]");
        page.keyboard().press("]");
        assertThat(page).hasURL(Pattern.compile("/days/2013-11-29$"));
        assertThat(page.locator("[data-select=item]")).hasValue("2013-11-29");
        assertThat(page.locator("tr.on")).containsText("Fri 29 Nov");
    }

    @Test
    void aDayThatIsNotThereSaysSo() {
        open("days/1999-01-01");
        assertThat(page.locator("main"))
                .containsText("There is no day 1999-01-01 of this portfolio");
    }

    @Test
    void aRejectedIntentOpensToWhatEachCheckSaw() {
        open("decisions");
        Locator first = page.locator("details.dec").first();
        assertThat(first).hasAttribute("open", "");
        assertThat(first.locator("summary")).containsText("Rejected▲BUY 0.75 BTC/USDat 1,034.00");
        assertThat(first.locator("summary code"))
                .hasText(new String[] {"MAX_TOTAL_EXPOSURE", "MAX_SYMBOL_EXPOSURE"});
        assertThat(first.locator(".checks tbody tr").first())
                .containsText("Gross exposure5,412.705,000.00412.70");
        assertThat(first.locator(".okh")).hasText("14 passed");
        assertThat(first).containsText("Largest that fits0.34 BTC");
    }

    @Test
    void decisionsAreFilteredByVerdict() {
        open("decisions");
        page.locator("button:text-is(\"Approved\")").click();
        assertThat(page).hasURL(Pattern.compile("verdict=approved$"));
        assertThat(page.locator("details.dec summary .vd.bad")).hasCount(0);
        assertThat(page.locator("details.dec")).hasCount(6);
    }

    @Test
    void whatSomebodyOpenedStaysOpenWhileTheStreamGoesOn() {
        open("decisions");
        Locator second = page.locator("details.dec").nth(1);
        second.locator("summary").click();
        assertThat(second).hasAttribute("open", "");
        service.send("clock", service.part("clock").put("now", "2013-12-01T10:42:30Z"));
        assertThat(page.locator(".top .ctx")).containsText("21:42:30");
        assertThat(second).hasAttribute("open", "");
    }

    @Test
    void aPositionShowsTheLifeOfItsPlan() {
        open("positions/BTC-USD?plan=p-swing-v2-00017");
        assertThat(page.locator(".tiles")).containsText("Average price862.61");
        Locator history = panel("History of p-swing-v2-00017");
        assertThat(history.locator("tbody tr")).hasCount(10);
        assertThat(history.locator("tbody tr").first()).containsText("v10 widened976.821,192.27");
        assertThat(page.locator(".cdl .wd")).hasCount(3);
        assertThat(panel("Fills").locator("tbody tr")).hasCount(5);
    }

    @Test
    void ordersCostsAndSystemShowWhatThereIs() {
        open("orders");
        assertThat(panel("Open orders").locator("tbody tr")).containsText("swing-v3-00008");
        assertThat(panel("Fills").locator("tbody tr")).hasCount(6);
        page.keyboard().press("g");
        page.keyboard().press("c");
        assertThat(panel("Who made what").locator("tbody tr").first()).containsText("v2+319.40");
        assertThat(panel("Runs")).containsText("replaced by v3");
        page.locator(".side a[href$='/system']").click();
        assertThat(panel("Ledger against venue")).containsText("BTC3.53.500156+0.00015600");
    }
}
