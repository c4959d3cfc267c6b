// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;

/** Takes down what a format writes, one note for each part. */
final class Notes implements WireOutput {

    private final List<String> lines = new ArrayList<>();

    List<String> lines() {
        return lines;
    }

    @Override
    public void writeCount(long number) {
        lines.add("count " + number);
    }

    @Override
    public void writeSize(int size) {
        lines.add("size " + size);
    }

    @Override
    public void writeSigned(long number) {
        lines.add("signed " + number);
    }

    @Override
    public void writeReplica(ReplicaId replica) {
        lines.add("replica " + replica);
    }

    @Override
    public void writeDot(ReplicaId origin, long counter) {
        lines.add("dot " + origin + ":" + counter);
    }

    @Override
    public void writeTimestamp(HybridTimestamp time) {
        lines.add("time " + time);
    }

    @Override
    public void writeValue(Object value) {
        lines.add("value " + value);
    }

    @Override
    public void writeKey(Object key) {
        lines.add("key " + key);
    }

    @Override
    public byte[] keyBytes(Object key) {
        return key.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void writeBytes(byte[] content) {
        lines.add("bytes " + content.length);
    }
}
