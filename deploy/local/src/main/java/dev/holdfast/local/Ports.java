package dev.holdfast.local;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ports of a deployment, all on the loopback interface. */
public record Ports(Map<Service, Integer> services, int broker, int database) {

    private static final int BROKER = 9092;

    /** Not PostgreSQL's own 5432: many machines have one running there. */
    private static final int DATABASE = 15432;

    public Ports {
        services = Map.copyOf(services);
    }

    /** What the documentation names: reporting on 8080, the broker on 9092. */
    public static Ports standard() {
        Map<Service, Integer> services = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            services.put(service, service.defaultPort());
        }
        return new Ports(services, BROKER, DATABASE);
    }

    /**
     * The services from {@code base} on in the order of their usual ports, then broker, database.
     */
    public static Ports from(int base) {
        Map<Service, Integer> services = new EnumMap<>(Service.class);
        int first = Service.REPORTING.defaultPort();
        for (Service service : Service.values()) {
            services.put(service, base + service.defaultPort() - first);
        }
        int count = Service.values().length;
        return new Ports(services, base + count, base + count + 1);
    }

    /** Any that are free, for tests. */
    public static Ports free() {
        Map<Service, Integer> services = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            services.put(service, Port.free());
        }
        return new Ports(services, Port.free(), Port.free());
    }

    public int of(Service service) {
        return services.get(service);
    }

    /**
     * @throws StartFailure naming the first that somebody else listens on
     */
    void requireFree() {
        Map<String, Integer> all = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            all.put(service.module(), of(service));
        }
        all.put("the broker", broker);
        all.put("the database", database);
        all.forEach(
                (part, port) -> {
                    if (!Port.isFree(port)) {
                        throw new StartFailure(
                                "Port "
                                        + port
                                        + " for "
                                        + part
                                        + " is in use: stop what listens there, or choose others"
                                        + " with --port-base, such as --port-base 18080.");
                    }
                });
    }
}
