package dev.holdfast.reporting.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;

class ControlsTest extends InBrowser {

    @Test
    void aHaltTakesTwoStepsNamesPortfolioAndModeInBothAndSendsThem() throws InterruptedException {
        open("overview");
        page.keyboard().press(".");
        page.locator("dialog button:has-text(\"Halt everything\")").click();
        assertThat(page.locator("dialog")).containsText("Step 1 of 2");
        assertThat(page.locator("dialog")).containsText("3 stops become inactive");
        assertThat(page.locator("dialog")).containsText("4,637.20 USD stays exposed");
        assertThat(page.locator("dialog"))
                .containsText("Portfolio swing, PAPER. Figures as of 21:42:10.");
        assertThat(page.locator("dialog button:text-is(\"Cancel\")")).isFocused();
        page.locator("dialog button:text-is(\"Continue\")").click();
        assertThat(page.locator("dialog")).containsText("Sent as ada for portfolio swing, PAPER.");
        page.locator("#reason").fill("venue maintenance");
        assertThat(service.gotNoCommand()).isTrue();
        page.locator("dialog button:text-is(\"Halt swing, stops too\")").click();

        JsonNode command = service.nextCommand();
        assertThat(command.get("type").asText()).isEqualTo("trading.halt");
        assertThat(command.get("portfolio_id").asText()).isEqualTo("swing");
        assertThat(command.get("mode").asText()).isEqualTo("PAPER");
        assertThat(command.get("allow_exits").asBoolean(true)).isFalse();
        assertThat(command.get("reason").asText()).isEqualTo("venue maintenance");
        assertThat(command.get("command_id").asText()).isNotBlank();

        assertThat(page.locator("#answer")).containsText("accepted for swing, PAPER");
        assertThat(page.locator(".tstate")).containsText("Active");
        service.send(
                "trading_state",
                service.part("trading_state").put("state", "HALTED").put("allow_exits", false));
        assertThat(page.locator("#answer")).containsText("done");
        assertThat(page.locator(".tstate")).containsText("Halted, stops inactive");
        assertThat(page.locator(".ban.bad")).containsText("Stops are inactive.");
    }

    @Test
    void closingAPositionSaysWhatIsSoldAndWhichPlansEnd() throws InterruptedException {
        open("positions/BTC-USD");
        page.locator("button:has-text(\"Close position\")").click();
        assertThat(page.locator("dialog"))
                .containsText("Sells 3.5 BTC, about 3,644.20 USD at the mark of 1,041.20");
        assertThat(page.locator("dialog"))
                .containsText("USD in fees, at the rate of the last fills");
        assertThat(page.locator("dialog"))
                .containsText("p-swing-v2-00017, p-swing-v3-00004 are closed when flat");
        page.locator("dialog button:text-is(\"Continue\")").click();
        page.locator("#reason").fill("done here");
        page.locator("dialog button:text-is(\"Sell 3.5 BTC\")").click();
        JsonNode command = service.nextCommand();
        assertThat(command.get("type").asText()).isEqualTo("position.close");
        assertThat(command.get("symbol").asText()).isEqualTo("BTC/USD");
    }

    @Test
    void aFillThatIsNobodysIsAssignedInTwoSteps() throws InterruptedException {
        service.with(
                "overview",
                overview ->
                        overview.putArray("held_fills")
                                .addObject()
                                .put("venue", "bitstamp")
                                .put("trade_id", "2080119")
                                .put("order_id", "O-7")
                                .put("symbol", "BTC/USD")
                                .put("side", "SELL")
                                .put("quantity", "0.1")
                                .put("price", "1040")
                                .put("occurred_at", "2013-12-01T10:12:00Z"));
        open("orders");
        assertThat(panel("Unassigned fills")).containsText("booked nowhere");
        panel("Unassigned fills").locator("button").click();
        assertThat(page.locator("dialog")).containsText("SELL 0.1 BTC/USD at 1,040.00");
        page.locator("dialog button:text-is(\"Continue\")").click();
        page.locator("#reason").fill("traded by hand");
        page.locator("dialog button:text-is(\"Assign to swing\")").click();
        JsonNode command = service.nextCommand();
        assertThat(command.get("type").asText()).isEqualTo("trade.assign");
        assertThat(command.get("order_id").asText()).isEqualTo("O-7");
    }

    @Test
    void aPlanThatWaitsIsConfirmedInTwoSteps() throws InterruptedException {
        service.with(
                "overview",
                overview -> ((ObjectNode) overview.get("plans").get(0)).put("suspended", true));
        open("positions/BTC-USD");
        page.locator("button:text-is(\"Confirm plan\")").click();
        assertThat(page.locator("dialog")).containsText("guards its position again");
        page.locator("dialog button:text-is(\"Continue\")").click();
        page.locator("#reason").fill("looked at it");
        page.locator("dialog button:text-is(\"Confirm plan\")").click();
        JsonNode command = service.nextCommand();
        assertThat(command.get("type").asText()).isEqualTo("plan.rearm-requested");
        assertThat(command.get("plan_id").asText()).isEqualTo("p-swing-v2-00017");
    }

    @Test
    void figuresThatMovedBeyondTheCollarLeadBackToTheFirstStep() {
        open("positions/BTC-USD");
        page.locator("button:has-text(\"Close position\")").click();
        page.locator("dialog button:text-is(\"Continue\")").click();
        ArrayNode positions = (ArrayNode) service.overview().get("positions");
        ((ObjectNode) positions.get(0)).put("mark", "950");
        service.send("positions", positions);
        assertThat(page.locator(".tiles")).containsText("950.00");
        page.locator("#reason").fill("done here");
        page.locator("dialog button[type=submit]").click();
        assertThat(page.locator("dialog")).containsText("Step 1 of 2");
        assertThat(page.locator("dialog")).containsText("moved further than the price collar");
        assertThat(page.locator("dialog")).containsText("about 3,325.00 USD");
        assertThat(service.gotNoCommand()).isTrue();
    }

    @Test
    void realMoneyAsksToTypeThePortfolio() {
        service.with("overview", overview -> object(overview, "portfolio").put("mode", "LIVE"));
        open("overview");
        assertThat(page.locator(".top .mode")).hasText("LIVE");
        page.keyboard().press(".");
        page.locator("dialog button:has-text(\"Pause entries\")").click();
        page.locator("dialog button:text-is(\"Continue\")").click();
        page.locator("#reason").fill("storm");
        page.locator("#typed").fill("swung");
        page.locator("dialog button:text-is(\"Pause entries\")").click();
        assertThat(page.locator("#typed:invalid")).hasCount(1);
        assertThat(service.gotNoCommand()).isTrue();
    }

    @Test
    void aViewerSeesNoControls() {
        service.as("viewer");
        open("positions/BTC-USD");
        assertThat(page.locator("button:has-text(\"Close position\")")).hasCount(0);
        assertThat(page.locator("button.tstate")).hasCount(0);
        page.keyboard().press(".");
        assertThat(page.locator("dialog")).isHidden();
    }
}
