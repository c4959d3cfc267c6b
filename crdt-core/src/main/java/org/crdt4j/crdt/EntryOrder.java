// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * The one order in which the entries of a dot map are written: that of their smallest dots. Keys without dots come first; where dots
 * do not tell keys apart, the bytes of the keys do.
 */
final class EntryOrder<K, S extends DotStore<S>> {

    /* The event numbers of one replica are nearly always dense, so that an entry's number is its place: sorting is then one pass. */

    private static final int SPARSE = 4;

    private final WireOutput out;
    private final Map<ReplicaId, Group> byOrigin = new HashMap<>();
    private final Group withoutDots = new Group();
    private final FirstDot first = new FirstDot();
    private @Nullable ReplicaId recentOrigin;
    private Group recentGroup = withoutDots;

    EntryOrder(WireOutput out) {
        this.out = out;
    }

    /** The entries of a map, in order. */
    List<Entry<K, S>> of(DotMap<K, S> map) {
        map.forEach((key, store) -> {
            first.reset();
            store.forEachDot(first);
            groupOf(first.origin).add(new Entry<>(key, store, first.counter));
        });
        List<Entry<K, S>> ordered = new ArrayList<>(map.size());
        withoutDots.addTo(ordered);
        new TreeMap<>(byOrigin).values().forEach(group -> group.addTo(ordered));
        return ordered;
    }

    private Group groupOf(@Nullable ReplicaId origin) {
        if (origin == null) {
            return withoutDots;
        }
        if (origin != recentOrigin) {
            recentOrigin = origin;
            recentGroup = byOrigin.computeIfAbsent(origin, key -> new Group());
        }
        return recentGroup;
    }

    /** A key, its store, and the number of the store's smallest dot. */
    static final class Entry<K, S> {

        private final K key;
        private final S store;
        private final long counter;
        private byte @Nullable [] keyBytes;

        Entry(K key, S store, long counter) {
            this.key = key;
            this.store = store;
            this.counter = counter;
        }

        K key() {
            return key;
        }

        S store() {
            return store;
        }
    }

    private static final class FirstDot implements DotConsumer {

        private @Nullable ReplicaId origin;
        private long counter;

        void reset() {
            origin = null;
            counter = 0;
        }

        @Override
        public void accept(ReplicaId replica, long number) {
            int order = origin == null ? 1 : origin.compareTo(replica);
            if (order > 0 || (order == 0 && number < counter)) {
                origin = replica;
                counter = number;
            }
        }
    }

    /** The entries whose smallest dots are of one replica. */
    private final class Group {

        private final List<Entry<K, S>> entries = new ArrayList<>();
        private long least = Long.MAX_VALUE;
        private long greatest;

        void add(Entry<K, S> entry) {
            entries.add(entry);
            least = Math.min(least, entry.counter);
            greatest = Math.max(greatest, entry.counter);
        }

        void addTo(List<Entry<K, S>> ordered) {
            if ((greatest - least) / SPARSE > entries.size() || !placeInto(ordered)) {
                entries.sort(this::compare);
                ordered.addAll(entries);
            }
        }

        /* whether every number occurs but once */
        private boolean placeInto(List<Entry<K, S>> ordered) {
            if (entries.isEmpty()) {
                return true;
            }
            List<@Nullable Entry<K, S>> places =
                    new ArrayList<>(Collections.nCopies((int) (greatest - least) + 1, null));
            for (Entry<K, S> entry : entries) {
                if (places.set((int) (entry.counter - least), entry) != null) {
                    return false;
                }
            }
            for (Entry<K, S> entry : places) {
                if (entry != null) {
                    ordered.add(entry);
                }
            }
            return true;
        }

        private int compare(Entry<K, S> one, Entry<K, S> other) {
            int byCounter = Long.compare(one.counter, other.counter);
            return byCounter != 0 ? byCounter : Arrays.compareUnsigned(keyBytes(one), keyBytes(other));
        }

        private byte[] keyBytes(Entry<K, S> entry) {
            byte[] known = entry.keyBytes;
            if (known == null) {
                known = out.keyBytes(entry.key);
                entry.keyBytes = known;
            }
            return known;
        }
    }
}
