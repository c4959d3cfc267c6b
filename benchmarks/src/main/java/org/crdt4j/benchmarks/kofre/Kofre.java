// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.kofre;

import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.crdt4j.benchmarks.subject.SetSubject;

/**
 * The state-based types of Kofre, written in Scala 3. What Scala hands over silently, lattices and permissions, is passed by
 * hand here: its compiler is not needed.
 */
public final class Kofre implements Library {

    @Override
    public CounterSubject counter(int replica, int replicas) {
        return new KofreCounter("r" + replica);
    }

    @Override
    public SetSubject set(int replica) {
        return new KofreSet("r" + replica);
    }

    @Override
    public MapSubject map(int replica) {
        return new KofreMap();
    }
}
