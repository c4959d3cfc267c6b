// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

/** Says when a storage holds so many records that a snapshot is due: when they outweigh the last snapshot, and a mebibyte. */
final class Journal {

    private static final long MIN_RECORD_BYTES = 1 << 20;

    private final Storage storage;
    private long recordBytes;
    private long snapshotBytes;

    Journal(Storage storage) {
        this.storage = storage;
    }

    void append(byte[] record) {
        storage.append(record);
        recordBytes += record.length;
    }

    boolean isDue() {
        return storage != NoStorage.INSTANCE && recordBytes > Math.max(MIN_RECORD_BYTES, 2 * snapshotBytes);
    }

    void replaceBy(byte[] snapshot) {
        storage.replaceBy(snapshot);
        snapshotBytes = snapshot.length;
        recordBytes = 0;
    }
}
