// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.pekko;

import java.util.List;
import org.apache.pekko.persistence.typed.crdt.ORSet;
import org.crdt4j.benchmarks.subject.CounterSubject;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.crdt4j.benchmarks.subject.SetSubject;

/**
 * Pekko's operation-based types, for its replicated event sourcing: each update is an event that is delivered to every
 * replica, once and in causal order. States are never joined, so these types take no part in joins.
 */
public final class PekkoOperations implements Library {

    @Override
    public CounterSubject counter(int replica, int replicas) {
        return new PekkoOperationCounter();
    }

    @Override
    public SetSubject set(int replica) {
        return new PekkoOperationSet(ORSet.create(PekkoNodes.id(replica)));
    }

    @Override
    public SetSubject filledSet(String[] elements) {
        SetSubject set = set(0);
        for (int replica = 0; replica < FILLERS; replica++) {
            set = setAt(replica, set);
            set.addAll(Library.share(elements, replica));
        }
        return setAt(0, set);
    }

    @Override
    public SetSubject setAt(int replica, SetSubject known) {
        return ((PekkoOperationSet) known).at(replica);
    }

    @Override
    public MapSubject map(int replica) {
        return new PekkoOperationMap(PekkoNodes.id(replica));
    }

    @Override
    public MapSubject filledMap(String[] keys, String value) {
        PekkoOperationMap all = new PekkoOperationMap(PekkoNodes.id(0));
        for (int replica = 0; replica < FILLERS; replica++) {
            List<String> share = Library.share(keys, replica);
            MapSubject writer = map(replica);
            share.forEach(key -> all.apply(writer.put(key, value)));
        }
        return all;
    }

    @Override
    public MapSubject mapAt(int replica, MapSubject known) {
        return ((PekkoOperationMap) known).at(PekkoNodes.id(replica));
    }
}
