// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.pekko;

import java.util.HashMap;
import org.apache.pekko.persistence.typed.ReplicaId;
import org.apache.pekko.persistence.typed.crdt.LwwTime;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.jspecify.annotations.Nullable;

/**
 * Pekko has no operation-based map; its guide tells applications to keep a {@link LwwTime} with each value and to ask it which
 * write is later. That is done here around a {@link HashMap}, which is ours. No key is ever removed.
 */
final class PekkoOperationMap implements MapSubject {

    private final ReplicaId replica;
    private final HashMap<String, Write> entries;

    PekkoOperationMap(ReplicaId replica) {
        this(replica, new HashMap<>());
    }

    private PekkoOperationMap(ReplicaId replica, HashMap<String, Write> entries) {
        this.replica = replica;
        this.entries = entries;
    }

    /** The same entries at another replica. */
    PekkoOperationMap at(ReplicaId other) {
        return new PekkoOperationMap(other, new HashMap<>(entries));
    }

    @Override
    public Object put(String key, String value) {
        Write last = entries.get(key);
        long now = System.currentTimeMillis();
        LwwTime time = last == null ? new LwwTime(now, replica) : last.time().increase(now, replica);
        Write write = new Write(key, value, time);
        entries.put(key, write);
        return write;
    }

    @Override
    public @Nullable String get(String key) {
        Write last = entries.get(key);
        return last == null ? null : last.value();
    }

    @Override
    public Object state() {
        return copy();
    }

    @Override
    public void join(Object state) {
        throw new UnsupportedOperationException("operations are applied, states never joined");
    }

    @Override
    public void apply(Object delta) {
        Write write = (Write) delta;
        Write last = entries.get(write.key());
        if (last == null || write.time().isAfter(last.time())) {
            entries.put(write.key(), write);
        }
    }

    @Override
    public PekkoOperationMap copy() {
        return at(replica);
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public Object retained() {
        return entries;
    }

    /** An operation, and what is kept of it. */
    private record Write(String key, String value, LwwTime time) {}
}
