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

    private final ByteWriter bytes;
    private final ValueWriter values;
    private final ValueClasses classes;
    private final Map<ReplicaId, Integer> indices = new HashMap<>();
    private long[] lastCounters = new long[4];
    private @Nullable ReplicaId recent;
    private int recentIndex;
    private long lastTimestamp;

    MessageWriter(Limits limits, ValueClasses classes) {
        this.bytes = new ByteWriter(limits);
        this.values = new ValueWriter(bytes, classes);
        this.classes = classes;
        bytes.write(Codec.FORMAT_VERSION);
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
        if (replica.equals(recent)) {
            bytes.writeVarint(recentIndex);
            return recentIndex;
        }
        Integer known = indices.get(replica);
        int index = known == null ? indices.size() : known;
        bytes.writeVarint(index);
        if (known == null) {
            define(replica, index);
        }
        recent = replica;
        recentIndex = index;
        return index;
    }

    private void define(ReplicaId replica, int index) {
        if (index == bytes.limits().maxReplicas()) {
            throw new LimitExceededException("a message about more than maxReplicas = "
                    + bytes.limits().maxReplicas() + " replicas: raise the limit at every replica");
        }
        bytes.writeFixed(replica.id(), 8);
        bytes.writeVarint(replica.incarnation());
        indices.put(replica, index);
        if (index == lastCounters.length) {
            lastCounters = Arrays.copyOf(lastCounters, 2 * index);
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
