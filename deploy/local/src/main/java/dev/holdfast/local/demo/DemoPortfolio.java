package dev.holdfast.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.PortfolioId;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;

/** The portfolio of the demonstration, as it is asked of portfolio-service. */
final class DemoPortfolio {

    static final PortfolioId ID = PortfolioId.of("swing");
    static final ZoneId ZONE = ZoneId.of("Australia/Sydney");

    private static final String CONFIGURATION =
            """
            {
              "portfolio_id": "swing",
              "name": "Swing",
              "base_currency": "USD",
              "timezone": "Australia/Sydney",
              "cost_basis": "AVERAGE",
              "venue": "bitstamp",
              "client_order_prefix": "swing-",
              "limits": {
                "max_order_value": "2500",
                "min_order_value": "10",
                "max_total_exposure": "6000",
                "max_open_orders_per_symbol": 4,
                "price_collar_pct": "0.05",
                "min_reward_to_risk": "1",
                "max_mark_age": "PT30M",
                "max_llm_cost": "5",
                "allowed_symbols": ["BTC/USD"],
                "allow_short": false,
                "exclude_baseline": false
              },
              "overnight": {
                "widen": true,
                "widen_pct": "0.01",
                "cap_pct": "0.40",
                "restore_after_open": false,
                "may_give_up_breakeven": false,
                "rearm_on_restart": true
              }
            }
            """;

    /** What the cap on total exposure is lowered to in mid-week, in USD: room for one entry. */
    private static final String LOWERED = "2900";

    private DemoPortfolio() {}

    /** The same portfolio with less room. */
    static JsonNode lowered() {
        ObjectNode whole = (ObjectNode) configuration();
        whole.withObject("/limits").put("max_total_exposure", LOWERED);
        return whole;
    }

    /** Whether of two versions nothing differs but the cap and when it was set. */
    static boolean differInTheCapAlone(
            PortfolioEvent.Configured one, PortfolioEvent.Configured other) {
        return withoutTheCap(one).equals(withoutTheCap(other));
    }

    private static JsonNode withoutTheCap(PortfolioEvent.Configured version) {
        ObjectNode rest = EventCodec.mapper().valueToTree(version);
        rest.remove(List.of("version", "occurred_at"));
        rest.withObject("/limits").remove("max_total_exposure");
        return rest;
    }

    static JsonNode configuration() {
        ObjectMapper json = EventCodec.mapper();
        try {
            return json.readTree(CONFIGURATION);
        } catch (IOException e) {
            throw new IllegalStateException("The configuration is JSON", e);
        }
    }
}
