package dev.holdfast.reporting.api;

import io.vertx.ext.web.Router;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Every page of the dashboard is the one document; its script reads the page from the path. */
@ApplicationScoped
public class DashboardRoutes {

    void pages(@Observes Router router) {
        router.get("/p/*").handler(request -> request.reroute("/index.html"));
    }
}
