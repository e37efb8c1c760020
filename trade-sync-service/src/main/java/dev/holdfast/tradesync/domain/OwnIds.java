package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.value.ClientOrderId;

import java.util.HashMap;
import java.util.Map;

/**
 * The client order ids of a portfolio's working orders, as the venue knows them and as we do. What
 * the venue tells under an id that is none of them is left as it is.
 */
public final class OwnIds {

    private final PortfolioSync state;
    private final ClientOrderIds taken;
    private final Map<ClientOrderId, ClientOrderId> ours = new HashMap<>();

    public OwnIds(PortfolioSync state, Capabilities capabilities) {
        this.state = state;
        this.taken = capabilities.clientOrderIds();
        state.orders().keySet().forEach(id -> ours.put(atVenue(id), id));
    }

    /** The id under which an order is sent and asked for. */
    public ClientOrderId atVenue(ClientOrderId id) {
        return taken.atVenue(
                state.portfolio(), state.account().orElseThrow().clientOrderPrefix(), id);
    }

    public VenueOrder told(VenueOrder order) {
        return order.withClientOrderId(order.clientOrderId().map(id -> ours.getOrDefault(id, id)));
    }

    public AccountSnapshot told(AccountSnapshot snapshot) {
        return new AccountSnapshot(
                snapshot.balances(),
                snapshot.openOrders().stream().map(this::told).toList(),
                snapshot.asOf());
    }

    public VenueFill told(VenueFill fill) {
        return fill.withClientOrderId(fill.clientOrderId().map(id -> ours.getOrDefault(id, id)));
    }

    public OrderQuery query(WorkingOrder order) {
        return new OrderQuery(
                order.symbol(),
                atVenue(order.clientOrderId()),
                order.orderId(),
                order.approvedAt());
    }
}
