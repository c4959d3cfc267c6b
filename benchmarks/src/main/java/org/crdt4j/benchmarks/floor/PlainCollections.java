// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.floor;

import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.crdt4j.benchmarks.subject.SetSubject;

/** The floors as one library: {@code long[]}, {@link java.util.HashSet}, {@link java.util.HashMap}. */
public final class PlainCollections implements Library {

    @Override
    public CounterSubject counter(int replica, int replicas) {
        return new PlainCounter(replica, replicas);
    }

    @Override
    public SetSubject set(int replica) {
        return new PlainSet();
    }

    @Override
    public MapSubject map(int replica) {
        return new PlainMap();
    }
}
