package dev.holdfast.contracts.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;

class DecimalsTest {

    @ParameterizedTest
    @CsvSource({
        "4.2E+4, 42000",
        "42000, 42000",
        "42000.00, 42000",
        "1E-7, 0.0000001",
        "-1.250, -1.25",
        "0E+3, 0",
        "0.000, 0"
    })
    void equalNumbersAreEqualHoweverTheyWereWritten(String written, String canonical) {
        assertThat(Decimals.canonical(new BigDecimal(written)))
                .isEqualTo(new BigDecimal(canonical));
        assertThat(Decimals.text(new BigDecimal(written)))
                .isEqualTo(new BigDecimal(written).toPlainString());
    }
}
