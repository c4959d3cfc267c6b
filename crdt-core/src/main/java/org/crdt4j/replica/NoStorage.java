// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.List;
import java.util.Optional;

/** Keeps nothing. */
enum NoStorage implements Storage {
    INSTANCE;

    @Override
    public Optional<byte[]> loadSnapshot() {
        return Optional.empty();
    }

    @Override
    public List<byte[]> loadRecords() {
        return List.of();
    }

    @Override
    public void append(byte[] record) {
        // there is nowhere to keep it
    }

    @Override
    public void replaceBy(byte[] snapshot) {
        // there is nowhere to keep it
    }

    @Override
    public void close() {
        // there is nothing to release
    }
}
