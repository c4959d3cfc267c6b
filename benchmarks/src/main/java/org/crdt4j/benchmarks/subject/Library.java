// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.subject;

import java.util.ArrayList;
import java.util.List;

/**
 * A library's types, one replica each. Replicas are numbered from 0. A library without a type throws
 * {@link UnsupportedOperationException}; its contender takes no part in that work.
 */
public interface Library {

    /** Replicas that fill a set or map together. */
    int FILLERS = 3;

    /** An empty counter at one of {@code replicas} replicas. */
    default CounterSubject counter(int replica, int replicas) {
        throw new UnsupportedOperationException("no counter");
    }

    /** An empty set. */
    default SetSubject set(int replica) {
        throw new UnsupportedOperationException("no set");
    }

    /** An empty map. */
    default MapSubject map(int replica) {
        throw new UnsupportedOperationException("no map");
    }

    /** Replica 0 of a set to which replica i mod 3 added element i. */
    default SetSubject filledSet(String[] elements) {
        SetSubject all = set(0);
        all.addAll(share(elements, 0));
        for (int replica = 1; replica < FILLERS; replica++) {
            SetSubject other = set(replica);
            other.addAll(share(elements, replica));
            all.join(other.state());
        }
        return all;
    }

    /** Another replica of a set, which knows the same. */
    default SetSubject setAt(int replica, SetSubject known) {
        SetSubject set = set(replica);
        set.join(known.state());
        return set;
    }

    /** Replica 0 of a map to which replica i mod 3 wrote key i. */
    default MapSubject filledMap(String[] keys, String value) {
        MapSubject all = map(0);
        all.putAll(share(keys, 0), value);
        for (int replica = 1; replica < FILLERS; replica++) {
            MapSubject other = map(replica);
            other.putAll(share(keys, replica), value);
            all.join(other.state());
            other.release();
        }
        return all;
    }

    /** Another replica of a map, which knows the same. */
    default MapSubject mapAt(int replica, MapSubject known) {
        MapSubject map = map(replica);
        map.join(known.state());
        return map;
    }

    /** What one of the replicas contributes that fill a set or map together. */
    static List<String> share(String[] all, int replica) {
        List<String> share = new ArrayList<>();
        for (int i = replica; i < all.length; i += FILLERS) {
            share.add(all[i]);
        }
        return share;
    }
}
