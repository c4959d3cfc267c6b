// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A storage that lives as long as the process: for tests, and to move a replica from one object to another. Thread-safe. */
public final class InMemoryStorage implements Storage {

    private final List<byte[]> records = new ArrayList<>();
    private byte @Nullable [] snapshot;

    /** An empty storage. */
    public InMemoryStorage() {}

    @Override
    public synchronized Optional<byte[]> loadSnapshot() {
        return Optional.ofNullable(snapshot).map(byte[]::clone);
    }

    @Override
    public synchronized List<byte[]> loadRecords() {
        return records.stream().map(byte[]::clone).toList();
    }

    @Override
    public synchronized void append(byte[] record) {
        records.add(record.clone());
    }

    @Override
    public synchronized void replaceBy(byte[] newSnapshot) {
        snapshot = newSnapshot.clone();
        records.clear();
    }

    /** Keeps everything: it can be opened again. */
    @Override
    public void close() {}
}
