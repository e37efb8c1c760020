package dev.holdfast.runtime.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.runtime.outbox.Outbound.Tag;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.List;

class FrameProperties {

    @Property(tries = 200)
    void aFrameIsReadAsItWasWritten(@ForAll("records") List<Outbound> records) {
        assertThat(Frame.decode(Frame.encode(records)))
                .usingRecursiveComparison()
                .isEqualTo(records);
    }

    @Example
    void aFrameOfALaterFormatIsRefusedWithTheFix() {
        byte[] frame = Frame.encode(List.of());
        frame[0] = 2;
        assertThatThrownBy(() -> Frame.decode(frame)).hasMessageContaining("start that version");
    }

    @Provide
    Arbitrary<List<Outbound>> records() {
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        Arbitrary<Tag> tag =
                Combinators.combine(Arbitraries.strings().alpha().ofMaxLength(20), bytes)
                        .as(Tag::new);
        return Combinators.combine(
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20),
                        Arbitraries.integers().between(-1, 100),
                        bytes.injectNull(0.1),
                        bytes,
                        tag.list().ofMaxSize(5))
                .as(Outbound::new)
                .list()
                .ofMaxSize(20);
    }
}
