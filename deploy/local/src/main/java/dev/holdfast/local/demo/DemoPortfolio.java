package dev.holdfast.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.PortfolioId;

import java.io.IOException;
import java.time.ZoneId;

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

    private DemoPortfolio() {}

    static JsonNode configuration() {
        ObjectMapper json = EventCodec.mapper();
        try {
            return json.readTree(CONFIGURATION);
        } catch (IOException e) {
            throw new IllegalStateException("The configuration is JSON", e);
        }
    }
}
