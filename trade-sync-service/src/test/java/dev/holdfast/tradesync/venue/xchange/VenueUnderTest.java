package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.tradesync.paper.PaperUnderTest;
import dev.holdfast.tradesync.stub.StubVenueServer;
import dev.holdfast.tradesync.venue.VenueAdapter;

import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A venue with an account of 10000 in its quote currency, and a market that does as it is told. */
interface VenueUnderTest extends AutoCloseable {

    VenueAdapter venue();

    Symbol symbol();

    default PortfolioId account() {
        return PortfolioId.of("swing");
    }

    /** Fills a resting order. */
    void marketComesTo(OrderId order, String quantity, String price);

    @Override
    void close();

    static Stream<VenueUnderTest> all() {
        return Stream.concat(
                Stream.of(Stubs.values()).map(VenueUnderTest::exchange),
                Stream.<Supplier<VenueUnderTest>>of(VenueUnderTest::paper, PluginUnderTest::new)
                        .map(Supplier::get));
    }

    /** The venue that replays a tape. */
    static VenueUnderTest paper() {
        PaperUnderTest paper = new PaperUnderTest(PortfolioId.of("swing"));
        return new VenueUnderTest() {
            @Override
            public VenueAdapter venue() {
                return paper.venue();
            }

            @Override
            public Symbol symbol() {
                return paper.symbol();
            }

            @Override
            public void marketComesTo(OrderId order, String quantity, String price) {
                paper.print(quantity, price);
            }

            @Override
            public void close() {
                // The next one begins with a fresh schema.
            }

            @Override
            public String toString() {
                return "PAPER";
            }
        };
    }

    /** An exchange over HTTP, through XChange. */
    static VenueUnderTest exchange(Stubs stub) {
        StubVenueServer server =
                new StubVenueServer(
                        0,
                        stub.book()
                                .deposit(stub.quote(), "10000")
                                .lastPrice(stub.base(), stub.quote(), "101"),
                        stub.skin());
        XChangeVenue venue = stub.venue(server, InstantSource.system());
        return new VenueUnderTest() {
            @Override
            public VenueAdapter venue() {
                return venue;
            }

            @Override
            public Symbol symbol() {
                return stub.symbol();
            }

            @Override
            public void marketComesTo(OrderId order, String quantity, String price) {
                server.book().fill(order.value(), quantity, price);
            }

            @Override
            public void close() {
                server.close();
            }

            @Override
            public String toString() {
                return stub.name();
            }
        };
    }
}
