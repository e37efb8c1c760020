package dev.holdfast.runtime.outbox;

import dev.holdfast.runtime.outbox.Outbound.Tag;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of one batch and partition as one row of the outbox: a row for each record would cost
 * half of the throughput.
 */
public final class Frame {

    private static final int FORMAT = 1;
    private static final int NO_KEY = -1;

    private Frame() {}

    public static byte[] encode(List<Outbound> records) {
        Map<String, byte[]> names = new HashMap<>();
        int size = Byte.BYTES + Integer.BYTES;
        for (Outbound record : records) {
            size += size(record, names);
        }
        ByteBuffer out = ByteBuffer.allocate(size).put((byte) FORMAT).putInt(records.size());
        for (Outbound record : records) {
            out.put(name(record.topic(), names)).putInt(record.partition());
            if (record.key() == null) {
                out.putInt(NO_KEY);
            } else {
                write(out, record.key());
            }
            write(out, record.value());
            out.putInt(record.headers().size());
            for (Tag header : record.headers()) {
                out.put(name(header.name(), names));
                write(out, header.value());
            }
        }
        return out.array();
    }

    private static int size(Outbound record, Map<String, byte[]> names) {
        int size = name(record.topic(), names).length + 4 * Integer.BYTES + record.value().length;
        if (record.key() != null) {
            size += record.key().length;
        }
        for (Tag header : record.headers()) {
            size += name(header.name(), names).length + Integer.BYTES + header.value().length;
        }
        return size;
    }

    /** Topics and headers have the same few names in all records. */
    private static byte[] name(String name, Map<String, byte[]> names) {
        return names.computeIfAbsent(name, Frame::utf);
    }

    private static byte[] utf(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(text);
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

    private static void write(ByteBuffer out, byte[] bytes) {
        out.putInt(bytes.length).put(bytes);
    }
}
