// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.ours;

import org.crdt4j.benchmarks.subject.MapSubject;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.map.LastWriterWinsMap;
import org.jspecify.annotations.Nullable;

/** {@link LastWriterWinsMap}. */
final class OurMap implements MapSubject {

    private final ReplicaId id;
    private final LastWriterWinsMap<String, String> map;

    OurMap(ReplicaId id) {
        this.id = id;
        this.map = new LastWriterWinsMap<>(OurReplicas.context(id));
    }

    @Override
    public Object put(String key, String value) {
        return map.put(key, value);
    }

    @Override
    public @Nullable String get(String key) {
        return map.get(key).orElse(null);
    }

    @Override
    public Object state() {
        return map.state();
    }

    @Override
    @SuppressWarnings("unchecked") // states are opaque to everybody else, so this one came from state()
    public void join(Object state) {
        map.join((Causal<DotMap<String, DotFun<Stamped<String>>>>) state);
    }

    @Override
    public void apply(Object delta) {
        join(delta);
    }

    /** Joins the state into an empty map, which then owns its own table. */
    @Override
    public OurMap copy() {
        OurMap copy = new OurMap(id);
        copy.join(state());
        return copy;
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public Object retained() {
        return map.state();
    }
}
