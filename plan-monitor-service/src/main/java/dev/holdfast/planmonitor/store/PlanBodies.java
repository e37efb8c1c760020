package dev.holdfast.planmonitor.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.planmonitor.domain.Plan;
import dev.holdfast.runtime.handler.StateRows;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans as they stand in rows, which are the one place where the service keeps them: a change
 * writes the plan that it changed and not thousands beside it. What a plan does not have is left
 * out of its body.
 */
@ApplicationScoped
public class PlanBodies implements StateRows {

    private static final ObjectReader PLANS =
            mapper().readerFor(new TypeReference<List<Plan>>() {});

    private static final String OPEN =
            """
            select portfolio_id, '[' || string_agg(body, ',') || ']' as plans from plans
            where portfolio_id = any($1) and status <> 'CLOSED' group by portfolio_id
            """;

    static ObjectMapper mapper() {
        return EventCodec.stateMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_ABSENT);
    }

    @Override
    public Uni<Map<PortfolioId, String>> read(
            SqlConnection transaction, Collection<PortfolioId> of) {
        String[] ids = of.stream().map(PortfolioId::value).toArray(String[]::new);
        return transaction
                .preparedQuery(OPEN)
                .execute(Tuple.tuple().addArrayOfString(ids))
                .map(
                        rows -> {
                            Map<PortfolioId, String> plans = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            plans.put(
                                                    PortfolioId.of(row.getString(0)),
                                                    row.getString(1)));
                            return plans;
                        });
    }

    /** The plans of one portfolio, of what {@link #read} says of it. */
    public static List<Plan> plans(String rows) {
        try {
            return PLANS.readValue(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "Stored plans cannot be read by this version: " + e.getOriginalMessage(), e);
        }
    }
}
