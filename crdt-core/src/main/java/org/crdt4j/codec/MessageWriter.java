// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.LimitExceededException;
import org.jspecify.annotations.Nullable;

/** Writes one message. */
final class MessageWriter implements WireOutput, AutoCloseable {

    /* A replica gets the next index when it is first named, and is spelled out there; so do dots and times refer to what came last. */

    private static final int FEW = 8;

    private final ByteWriter bytes;
    private final ValueWriter values;
    private final ValueClasses classes;
    private ReplicaId[] replicas = new ReplicaId[4];
    private long[] lastCounters = new long[4];
    private int known;
    private int recent;
    private @Nullable Map<ReplicaId, Integer> indices;
    private long lastTimestamp;

    MessageWriter(Limits limits, ValueClasses classes, byte[] buffer) {
        this.bytes = new ByteWriter(limits, buffer);
        this.values = new ValueWriter(bytes, classes);
        this.classes = classes;
        bytes.write(Codec.FORMAT_VERSION);
    }

    /** Gives up the buffer, so that another message can use it. */
    byte[] release() {
        return bytes.release();
    }

    byte[] toByteArray(boolean compressed) {
        bytes.checkSize();
        return compressed ? bytes.toCompressedArray() : bytes.toByteArray();
    }

    void writeText(String text) {
        Text.write(text, bytes);
    }

    @Override
    public void writeCount(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("a count must not be negative: " + number);
        }
        bytes.writeVarint(number);
    }

    @Override
    public void writeSize(int size) {
        bytes.charge(size);
        writeCount(size);
    }

    @Override
    public void writeSigned(long number) {
        bytes.writeZigzag(number);
    }

    @Override
    public void writeReplica(ReplicaId replica) {
        writeIndex(replica);
    }

    private int writeIndex(ReplicaId replica) {
        if (recent < known && replica.equals(replicas[recent])) {
            bytes.writeVarint(recent);
            return recent;
        }
        int index = indexOf(replica);
        bytes.writeVarint(index);
        if (index == known) {
            define(replica, index);
        }
        recent = index;
        return index;
    }

    /* the next index if the replica is new */
    private int indexOf(ReplicaId replica) {
        if (indices != null) {
            return indices.getOrDefault(replica, known);
        }
        int index = 0;
        while (index < known && !replica.equals(replicas[index])) {
            index++;
        }
        return index;
    }

    private void define(ReplicaId replica, int index) {
        if (index == bytes.limits().maxReplicas()) {
            throw new LimitExceededException("a message about more than maxReplicas = "
                    + bytes.limits().maxReplicas() + " replicas: raise the limit at every replica");
        }
        bytes.writeFixed(replica.id(), 8);
        bytes.writeVarint(replica.incarnation());
        if (index == replicas.length) {
            replicas = Arrays.copyOf(replicas, 2 * index);
            lastCounters = Arrays.copyOf(lastCounters, 2 * index);
        }
        replicas[index] = replica;
        known++;
        noteIndex(replica, index);
    }

    private void noteIndex(ReplicaId replica, int index) {
        if (indices != null) {
            indices.put(replica, index);
        } else if (known > FEW) {
            indices = new HashMap<>();
            for (int each = 0; each < known; each++) {
                indices.put(replicas[each], each);
            }
        }
    }

    @Override
    public void writeDot(ReplicaId origin, long counter) {
        bytes.charge(1);
        int index = writeIndex(origin);
        bytes.writeZigzag(counter - lastCounters[index]);
        lastCounters[index] = counter;
    }

    @Override
    public void writeTimestamp(HybridTimestamp time) {
        bytes.writeZigzag(time.packed() - lastTimestamp);
        lastTimestamp = time.packed();
    }

    @Override
    public void writeValue(Object value) {
        values.writeWhole(value, false);
    }

    @Override
    public void writeKey(Object key) {
        values.writeWhole(key, true);
    }

    @Override
    public void writeBytes(byte[] content) {
        bytes.writeCounted(content);
    }

    @Override
    public byte[] keyBytes(Object key) {
        ByteWriter apart = new ByteWriter(bytes.limits());
        try (ValueWriter writer = new ValueWriter(apart, classes)) {
            writer.writeWhole(key, true);
        }
        return apart.toByteArray();
    }

    @Override
    public void close() {
        values.close();
    }
}
