// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a replica keeps: it says when a snapshot is due, and remembers that something could not be kept. Such a replica must not go
 * on: it has in memory what it would not have after a restart, and nobody may hear of that.
 */
final class Journal {

    private static final long MIN_RECORD_BYTES = 1 << 20;

    private final Storage storage;
    private long recordBytes;
    private long snapshotBytes;
    private volatile boolean failed;
    private @Nullable RuntimeException untold;

    Journal(Storage storage) {
        this.storage = storage;
    }

    boolean hasFailed() {
        return failed;
    }

    void append(Supplier<byte[]> record) {
        if (storage == NoStorage.INSTANCE) {
            return;
        }
        guarded(() -> {
            byte[] bytes = record.get();
            storage.append(bytes);
            recordBytes += bytes.length;
        });
    }

    /** Returns when all that was appended before survives. To be called before anybody hears of it. Thread-safe. */
    void force() {
        if (failed) {
            RuntimeException failure = takeUntold();
            if (failure != null) {
                throw failure;
            }
            throw new IllegalStateException("the storage has failed: open the replica again");
        }
        guarded(storage::force);
    }

    /** The same; returns whether it survives. If not, whoever made the event is told by {@link #force}. */
    boolean isForced() {
        if (failed) {
            return false;
        }
        try {
            guarded(storage::force);
            return true;
        } catch (RuntimeException failure) { // thrown to whoever forces next
            synchronized (this) {
                untold = failure;
            }
            return false;
        }
    }

    private synchronized @Nullable RuntimeException takeUntold() {
        RuntimeException failure = untold;
        untold = null;
        return failure;
    }

    /** Goes on with what the storage had when it was opened. */
    void resume(long snapshotSize, long recordsSize) {
        snapshotBytes = snapshotSize;
        recordBytes = recordsSize;
    }

    /** Whether the records outweigh the last snapshot, and a mebibyte. */
    boolean isDue() {
        return recordBytes > Math.max(MIN_RECORD_BYTES, 2 * snapshotBytes);
    }

    /** Keeps a snapshot in place of the records; if it cannot be made, the records stay, and it is not due again for a while. */
    void replaceBy(Supplier<byte[]> snapshot) {
        if (storage == NoStorage.INSTANCE) {
            return;
        }
        snapshotBytes = Math.max(snapshotBytes, recordBytes);
        byte[] bytes = snapshot.get();
        guarded(() -> {
            storage.replaceBy(bytes);
            snapshotBytes = bytes.length;
            recordBytes = 0;
        });
    }

    private void guarded(Runnable keeping) {
        boolean kept = false;
        try {
            keeping.run();
            kept = true;
        } finally {
            if (!kept) {
                failed = true;
            }
        }
    }
}
