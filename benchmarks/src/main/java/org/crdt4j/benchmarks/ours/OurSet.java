// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.ours;

import org.crdt4j.benchmarks.subject.SetSubject;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Causal;
import org.crdt4j.set.AddWinsSet;

/** {@link AddWinsSet}. */
final class OurSet implements SetSubject {

    private final ReplicaId id;
    private final AddWinsSet<String> set;

    OurSet(ReplicaId id) {
        this.id = id;
        this.set = new AddWinsSet<>(OurReplicas.context(id));
    }

    @Override
    public Object add(String element) {
        return set.add(element);
    }

    @Override
    public Object remove(String element) {
        return set.remove(element);
    }

    @Override
    public Causal<DotMap<String, DotSet>> state() {
        return set.state();
    }

    @Override
    @SuppressWarnings("unchecked") // states are opaque to everybody else, so this one came from state()
    public void join(Object state) {
        set.join((Causal<DotMap<String, DotSet>>) state);
    }

    @Override
    public void apply(Object delta) {
        join(delta);
    }

    /** Joins the state into an empty set, which then owns its own table. */
    @Override
    public OurSet copy() {
        OurSet copy = new OurSet(id);
        copy.set.join(state());
        return copy;
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
        return set.state();
    }
}
