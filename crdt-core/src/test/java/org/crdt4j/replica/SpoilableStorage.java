// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A storage that can be looked into, copied, damaged, and told to fail. */
final class SpoilableStorage implements Storage {

    byte[] snapshot;
    final List<byte[]> records = new ArrayList<>();
    int snapshots;
    boolean full;
    boolean closed;

    SpoilableStorage copy() {
        SpoilableStorage copy = new SpoilableStorage();
        copy.snapshot = snapshot == null ? null : snapshot.clone();
        records.forEach(entry -> copy.records.add(entry.clone()));
        return copy;
    }

    @Override
    public Optional<byte[]> loadSnapshot() {
        return Optional.ofNullable(snapshot);
    }

    @Override
    public List<byte[]> loadRecords() {
        return List.copyOf(records);
    }

    @Override
    public void append(byte[] entry) {
        checkSpace();
        records.add(entry);
    }

    @Override
    public void replaceBy(byte[] newSnapshot) {
        checkSpace();
        snapshot = newSnapshot;
        snapshots++;
        records.clear();
    }

    private void checkSpace() {
        if (full) {
            throw new IllegalStateException("the disk is full");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
