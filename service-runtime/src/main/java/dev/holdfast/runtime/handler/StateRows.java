package dev.holdfast.runtime.handler;

import dev.holdfast.contracts.value.PortfolioId;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.util.Collection;
import java.util.Map;

/**
 * Reads the part of states that stands in rows of the service's own tables instead of in their
 * documents, because there is too much of it to be written whole with every change. The service's
 * {@link RowWriter} writes what changed, {@link PortfolioHandler#document} leaves it out of the
 * document, {@link PortfolioHandler#joined} puts it in again. A service has one, or none.
 */
public interface StateRows {

    /**
     * The rows of these portfolios, as text that the handler understands, read on the connection of
     * the transaction that takes them over, which it must not end. A portfolio without rows is left
     * out.
     */
    Uni<Map<PortfolioId, String>> read(SqlConnection transaction, Collection<PortfolioId> of);
}
