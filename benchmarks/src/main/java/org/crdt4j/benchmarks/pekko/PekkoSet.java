// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.pekko;

import org.apache.pekko.cluster.ddata.ORSet;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.crdt4j.benchmarks.subject.SetSubject;

/** {@link ORSet}, its delta taken and reset after each update as Pekko's replicator does. */
final class PekkoSet implements SetSubject {

    private final SelfUniqueAddress node;
    private ORSet<String> set;

    PekkoSet(int replica) {
        this(PekkoNodes.node(replica), ORSet.create());
    }

    private PekkoSet(SelfUniqueAddress node, ORSet<String> set) {
        this.node = node;
        this.set = set;
    }

    @Override
    public Object add(String element) {
        return keep(set.add(node, element));
    }

    @Override
    public Object remove(String element) {
        return keep(set.remove(node, element));
    }

    private Object keep(ORSet<String> updated) {
        set = updated.resetDelta();
        return updated.delta().get();
    }

    @Override
    public Object state() {
        return set;
    }

    @Override
    @SuppressWarnings("unchecked") // states are opaque to everybody else, so this one came from state()
    public void join(Object state) {
        set = set.merge((ORSet<String>) state);
    }

    @Override
    public void apply(Object delta) {
        set = set.mergeDelta((ORSet.DeltaOp) delta);
    }

    @Override
    public PekkoSet copy() {
        return new PekkoSet(node, set);
    }

    @Override
    public boolean contains(String element) {
        return set.contains(element);
    }

    @Override
    public int size() {
        return set.size();
    }

    @Override
    public Object retained() {
        return set;
    }
}
