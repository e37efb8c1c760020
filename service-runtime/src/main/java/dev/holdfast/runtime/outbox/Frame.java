package dev.holdfast.runtime.outbox;

import dev.holdfast.runtime.outbox.Outbound.Tag;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of one batch and partition as one row of the outbox: a row for each record would cost
 * half of the throughput.
 */
public final class Frame {

    private static final int FORMAT = 1;
    private static final int NO_KEY = -1;

    private Frame() {}

    public static byte[] encode(List<Outbound> records) {
        int size = 16;
        for (Outbound record : records) {
            size += record.size();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeInt(records.size());
            for (Outbound record : records) {
                out.writeUTF(record.topic());
                out.writeInt(record.partition());
                if (record.key() == null) {
                    out.writeInt(NO_KEY);
                } else {
                    write(out, record.key());
                }
                write(out, record.value());
                out.writeInt(record.headers().size());
                for (Tag header : record.headers()) {
                    out.writeUTF(header.name());
                    write(out, header.value());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The records, in their order. */
    public static List<Outbound> decode(byte[] frame) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame))) {
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new IllegalStateException(
                        "The outbox holds frames of format "
                                + format
                                + ", which a newer version wrote; start that version.");
            }
            int count = in.readInt();
            List<Outbound> records = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                String topic = in.readUTF();
                int partition = in.readInt();
                int keyLength = in.readInt();
                byte[] key = keyLength == NO_KEY ? null : in.readNBytes(keyLength);
                byte[] value = in.readNBytes(in.readInt());
                int headerCount = in.readInt();
                List<Tag> headers = new ArrayList<>(headerCount);
                for (int h = 0; h < headerCount; h++) {
                    headers.add(new Tag(in.readUTF(), in.readNBytes(in.readInt())));
                }
                records.add(new Outbound(topic, partition, key, value, headers));
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
