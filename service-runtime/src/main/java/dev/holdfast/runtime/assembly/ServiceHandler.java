package dev.holdfast.runtime.assembly;

import dev.holdfast.runtime.handler.PortfolioHandler;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** The service's handler, whatever the type of its state is. */
@Singleton
public class ServiceHandler {

    private final Instance<PortfolioHandler<?>> handlers;

    ServiceHandler(@Any Instance<PortfolioHandler<?>> handlers) {
        this.handlers = handlers;
    }

    /**
     * @throws IllegalStateException where the service has none, or more than one
     */
    @SuppressWarnings("unchecked")
    public PortfolioHandler<Object> get() {
        if (!handlers.isResolvable()) {
            throw new IllegalStateException(
                    "A service needs one bean that is a PortfolioHandler, and no more than one.");
        }
        return (PortfolioHandler<Object>) handlers.get();
    }
}
