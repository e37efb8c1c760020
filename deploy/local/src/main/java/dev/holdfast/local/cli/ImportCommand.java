package dev.holdfast.local.cli;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.local.Service;
import dev.holdfast.local.StartFailure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Brings in what a venue's website exports. */
@Command(name = "import", description = "Bring in a venue's export of trades.")
public final class ImportCommand {

    @Command(
            name = "trades",
            description =
                    "Book the fills of a CSV file; those that are known already are passed over.")
    void trades(
            @Mixin Target target,
            @Parameters(paramLabel = "PORTFOLIO", description = "Whose they are.") String portfolio,
            @Parameters(paramLabel = "FILE", description = "The export, as the venue wrote it.")
                    Path file,
            @Option(
                            names = "--format",
                            defaultValue = "generic",
                            description = "kraken, binance, bitstamp or ${DEFAULT-VALUE}.")
                    String format,
            @Option(
                            names = "--columns",
                            paramLabel = "FIELD:COLUMN,…",
                            description =
                                    "How a generic file names its columns, such as trade_id:Id.")
                    Optional<String> columns,
            @Option(
                            names = "--baseline",
                            description =
                                    "They are what the account held before the portfolio traded.")
                    boolean baseline) {
        String path =
                "/portfolios/"
                        + PortfolioId.of(portfolio)
                        + "/trade-imports?format="
                        + encoded(format)
                        + columns.map(names -> "&columns=" + encoded(names)).orElse("")
                        + (baseline ? "&baseline=true" : "");
        System.out.println(
                Rest.pretty(target.rest(Service.TRADE_SYNC).postCsv(path, contents(file))));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
