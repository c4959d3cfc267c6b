// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.LimitExceededException;
import org.jspecify.annotations.Nullable;

/** Reads one message, or refuses it. */
final class MessageReader implements WireInput, AutoCloseable {

    private static final int FEW = 8;

    private final ByteReader bytes;
    private final ValueReader values;
    private final @Nullable HybridTimestamp notAfter;
    private int known;
    private @Nullable Set<ReplicaId> many;
    private ReplicaId[] replicas = new ReplicaId[4];
    private long[] lastCounters = new long[4];
    private long lastTimestamp;
    private HybridTimestamp latest = HybridTimestamp.ZERO;

    MessageReader(byte[] message, Limits limits, ValueClasses classes, @Nullable HybridTimestamp notAfter) {
        this.bytes = new ByteReader(message, limits);
        this.values = new ValueReader(bytes, classes);
        this.notAfter = notAfter;
        int version = bytes.read();
        if (version != Codec.FORMAT_VERSION) {
            throw new CorruptDataException("no valid message: its format version is " + version
                    + ", this library reads version " + Codec.FORMAT_VERSION);
        }
    }

    HybridTimestamp latest() {
        return latest;
    }

    void checkConsumed() {
        bytes.checkConsumed();
    }

    String readText() {
        return values.readText();
    }

    @Override
    public long readCount() {
        return bytes.readCount();
    }

    @Override
    public int readSize() {
        return bytes.checkSize(bytes.readCount());
    }

    @Override
    public long readSigned() {
        return bytes.readZigzag();
    }

    @Override
    public ReplicaId readReplica() {
        int index = readIndex(); // may replace the array
        return replicas[index];
    }

    private int readIndex() {
        long index = bytes.readCount();
        if (index > known) {
            throw WireInput.corrupt("replica " + index + " of " + known);
        }
        if (index == known) {
            define((int) index);
        }
        return (int) index;
    }

    private void define(int index) {
        if (index == bytes.limits().maxReplicas()) {
            throw new LimitExceededException(
                    "a message about more than maxReplicas = " + bytes.limits().maxReplicas() + " replicas");
        }
        long id = bytes.readFixed(8);
        long incarnation = bytes.readCount();
        if (incarnation > Integer.MAX_VALUE) {
            throw WireInput.corrupt("incarnation " + incarnation);
        }
        ReplicaId replica = new ReplicaId(id, (int) incarnation);
        if (!isNew(replica)) {
            throw WireInput.corrupt("replica " + replica + " is defined twice");
        }
        if (index == replicas.length) {
            replicas = Arrays.copyOf(replicas, 2 * index);
            lastCounters = Arrays.copyOf(lastCounters, 2 * index);
        }
        replicas[index] = replica;
        known++;
    }

    private boolean isNew(ReplicaId replica) {
        if (known >= FEW) {
            if (many == null) {
                many = new HashSet<>(Arrays.asList(replicas).subList(0, known));
            }
            return many.add(replica);
        }
        for (int index = 0; index < known; index++) {
            if (replicas[index].equals(replica)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public <T> T readDot(DotReader<T> reader) {
        bytes.charge(1);
        int index = readIndex();
        long counter = lastCounters[index] + bytes.readZigzag();
        if (counter < 1) {
            throw WireInput.corrupt("event number " + counter);
        }
        lastCounters[index] = counter;
        return reader.read(replicas[index], counter);
    }

    @Override
    public HybridTimestamp readTimestamp() {
        lastTimestamp += bytes.readZigzag();
        HybridTimestamp time = new HybridTimestamp(lastTimestamp);
        if (notAfter != null && time.compareTo(notAfter) > 0) {
            throw new LimitExceededException(
                    "timestamp " + time + " is later than " + notAfter + ": set the clocks right, or raise the skew");
        }
        if (time.compareTo(latest) > 0) {
            latest = time;
        }
        return time;
    }

    @Override
    public Object readValue() {
        return values.readWhole(false);
    }

    @Override
    public Object readKey() {
        return values.readWhole(true);
    }

    @Override
    public byte[] readBytes() {
        return bytes.readCounted();
    }

    @Override
    public void close() {
        values.close();
    }
}
