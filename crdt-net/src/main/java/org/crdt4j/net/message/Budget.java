// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.message;

import java.util.concurrent.atomic.AtomicLong;

/** Memory that many connections share. Thread-safe. */
public final class Budget {
    private final AtomicLong left;

    /**
     * All of it is free.
     *
     * @param bytes how much there is
     */
    public Budget(long bytes) {
        left = new AtomicLong(bytes);
    }

    boolean take(long bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.addAndGet(bytes);
        return false;
    }

    void give(long bytes) {
        left.addAndGet(bytes);
    }

    /**
     * What is free.
     *
     * @return bytes
     */
    public long left() {
        return left.get();
    }
}
