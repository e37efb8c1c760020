package dev.holdfast.reporting.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.Test;

/** Plans that a person adds, changes and ends, each by two steps. */
class PlanEditingTest extends InBrowser {

    private static final String PLAN = "p-swing-v2-00017";

    private void act(String button) {
        page.locator("article[data-key=\"" + PLAN + "\"] button:text-is(\"" + button + "\")")
                .click();
    }

    private JsonNode confirmed(String by) throws InterruptedException {
        page.locator("dialog button:text-is(\"Continue\")").click();
        page.locator("#reason").fill("looked at it");
        assertThat(service.gotNoCommand()).isTrue();
        page.locator("dialog button:text-is(\"" + by + "\")").click();
        return service.nextCommand();
    }

    private ArrayNode plans() {
        return (ArrayNode) service.overview().get("plans");
    }

    /** What the stream says of the plan from now on. */
    private void plan(int version, String stop, String target) {
        ArrayNode plans = plans();
        ((ObjectNode) plans.get(0))
                .put("version", version)
                .put("stop_price", stop)
                .put("target_price", target);
        service.send("plans", plans);
    }

    @Test
    void aChangeIsMadeForTheVersionThatWasSeenAndIsDoneWhenTheStreamShowsIt()
            throws InterruptedException {
        open("positions/BTC-USD");
        act("Edit plan");
        page.locator("dialog input[name=stop_price]").fill("980");
        page.locator("dialog input[name=target_price]").fill("");
        page.locator("dialog button:text-is(\"Continue\")").click();
        assertThat(page.locator("dialog")).containsText("Stop 976.82 → 980");
        assertThat(page.locator("dialog")).containsText("→ none");
        assertThat(page.locator("dialog")).containsText("Made for version 10");

        JsonNode command = confirmed("Change levels");
        assertThat(command.get("type").asText()).isEqualTo("plan.update-requested");
        assertThat(command.get("plan_id").asText()).isEqualTo(PLAN);
        assertThat(command.get("expected_version").asInt()).isEqualTo(10);
        assertThat(command.at("/terms/stop_price").asText()).isEqualTo("980");
        assertThat(command.at("/terms/target_price").isNull()).isTrue();
        assertThat(command.get("reason").asText()).isEqualTo("looked at it");

        assertThat(page.locator("#answer")).containsText("accepted for swing, PAPER");
        plan(11, "980.00", null);
        assertThat(page.locator("#answer")).containsText("Edit " + PLAN + ": done.");
    }

    @Test
    void aChangeOfAVersionThatIsPastSaysWhatItCollidedWith() throws InterruptedException {
        open("positions/BTC-USD");
        act("Edit plan");
        page.locator("dialog input[name=stop_price]").fill("980");
        page.locator("dialog button:text-is(\"Continue\")").click();
        confirmed("Change levels");

        // A trail was faster: the plan is at the next version, with other levels than asked for.
        plan(11, "990.5", "1192.27");
        assertThat(page.locator("#answer")).containsText("not done");
        assertThat(page.locator("#answer"))
                .containsText("changed since version 10: version 11 has stop 990.50");
    }

    @Test
    void aPlanIsAddedForAPartOfThePosition() throws InterruptedException {
        open("positions/BTC-USD");
        page.locator("button:text-is(\"Add plan\")").click();
        page.locator("dialog input[name=quantity]").fill("0.5");
        page.locator("dialog input[name=stop_price]").fill("950");
        page.locator("dialog button:text-is(\"Continue\")").click();
        assertThat(page.locator("dialog")).containsText("0.5 BTC");

        JsonNode command = confirmed("Guard it");
        assertThat(command.get("type").asText()).isEqualTo("plan.open-requested");
        assertThat(command.get("side").asText()).isEqualTo("BUY");
        assertThat(command.get("quantity").asText()).isEqualTo("0.5");
        assertThat(command.at("/terms/stop_price").asText()).isEqualTo("950");
        assertThat(page.locator("#answer")).containsText("Guard BTC/USD: accepted");
        ArrayNode plans = plans();
        plans.add(
                ((ObjectNode) plans.get(0).deepCopy())
                        .put("plan_id", command.get("plan_id").asText()));
        service.send("plans", plans);
        assertThat(page.locator("#answer")).containsText("Guard BTC/USD: done.");
    }

    @Test
    void endingAPlanLeavesThePositionAndSaysWhatGuardsItThen() throws InterruptedException {
        open("positions/BTC-USD");
        act("End plan");
        assertThat(page.locator("dialog")).containsText("Its position stays");
        assertThat(page.locator("dialog")).containsText("3 BTC have only the other plans then");

        JsonNode command = confirmed("End the plan");
        assertThat(command.get("type").asText()).isEqualTo("plan.close-requested");
        assertThat(command.get("plan_id").asText()).isEqualTo(PLAN);
        assertThat(command.get("exit").asBoolean(true)).isFalse();
        ArrayNode plans = plans();
        plans.remove(0);
        service.send("plans", plans);
        assertThat(page.locator("#answer")).containsText("End " + PLAN + ": done.");
    }
}
