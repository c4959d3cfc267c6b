// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.function.Supplier;

/**
 * The way into a replica for whatever changes it: one at a time, only while it is open, and never from within a query or an update.
 * What has to be told to others is told when the lock is released.
 */
final class Gate {

    final Object lock = new Object();
    final Outbox outbox;
    private final String name;
    private final Journal journal;
    private boolean busy;
    private boolean closed;

    Gate(String name, Journal journal) {
        this.name = name;
        this.journal = journal;
        outbox = new Outbox(journal::isForced);
    }

    /** Notes whether application code runs that must do nothing but read. */
    void setBusy(boolean isBusy) {
        busy = isBusy;
    }

    boolean isBusy() {
        return busy;
    }

    /* What is done within an update or a query is refused, and tells nobody anything, for there the lock is still held. */
    <R> R telling(Supplier<R> action) {
        boolean entered = false;
        R result;
        try {
            synchronized (lock) {
                checkReady();
                entered = true;
                result = action.get();
            }
        } finally {
            if (entered) {
                outbox.drain();
            }
        }
        journal.force();
        return result;
    }

    /** Lets application code run that must do nothing but read. */
    <R> R reading(Supplier<R> query) {
        synchronized (lock) {
            boolean within = busy;
            busy = true;
            try {
                return query.get();
            } finally {
                busy = within;
            }
        }
    }

    void close(Runnable closing) {
        synchronized (lock) {
            checkNotWithin();
            if (!closed) {
                closed = true;
                closing.run();
            }
        }
    }

    void checkReady() {
        if (closed) {
            throw new IllegalStateException("replica '" + name
                    + "' is closed: it can still be read, but to change it or to listen to it, open it again");
        }
        if (journal.hasFailed()) {
            throw new IllegalStateException("the storage of replica '" + name + "' has failed: open the replica again");
        }
        checkNotWithin();
    }

    private void checkNotWithin() {
        if (busy) {
            throw new IllegalStateException("within a query or an update of replica '" + name
                    + "' it must not be used for anything but reading: do one after the other;"
                    + " several objects are changed together by the handles that update(tx -> ...) gives");
        }
    }
}
