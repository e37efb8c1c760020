package dev.holdfast.contracts.value;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolTest {

    @ParameterizedTest
    @ValueSource(strings = {"btc/usd", "BTC/usd", "btc/USD", "BTCUSD", "BTC/", "/USD", ""})
    void aSymbolThatIsNoneIsRefusedInWordsOfASymbol(String text) {
        assertThatThrownBy(() -> Symbol.of(text))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("symbol ");
    }
}
