package dev.holdfast.planmonitor.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.planmonitor.domain.Plan;
import dev.holdfast.runtime.handler.StateRows;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Plans as they stand in rows, which are the one place where the service keeps them: a change
 * writes the plan that it changed and not thousands beside it. What a plan does not have is left
 * out of its body.
 */
@ApplicationScoped
public class PlanBodies implements StateRows {

    private static final ObjectReader PLAN = mapper().readerFor(Plan.class);

    private static final String NOT_CLOSED =
            """
            select portfolio_id, body from plans
            where portfolio_id = any($1) and status <> 'CLOSED'
            """;

    static ObjectMapper mapper() {
        return EventCodec.stateMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT);
    }

    @Override
    public String query() {
        return NOT_CLOSED;
    }

    @Override
    public PlanRow.Current row(PortfolioId portfolio, String text) {
        return new PlanRow.Current(portfolio, plan(text));
    }

    static Plan plan(String body) {
        try {
            return PLAN.readValue(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "A stored plan cannot be read by this version: "
                            + e.getOriginalMessage()
                            + ": "
                            + body,
                    e);
        }
    }
}
