// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.pekko;

import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.ORMap;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.jspecify.annotations.Nullable;

/** {@link LWWMap} with its default clock, its delta taken and reset after each update as Pekko's replicator does. */
final class PekkoMap implements MapSubject {

    private final SelfUniqueAddress node;
    private LWWMap<String, String> map;

    PekkoMap(int replica) {
        this(PekkoNodes.node(replica), LWWMap.create());
    }

    private PekkoMap(SelfUniqueAddress node, LWWMap<String, String> map) {
        this.node = node;
        this.map = map;
    }

    @Override
    public Object put(String key, String value) {
        LWWMap<String, String> updated = map.put(node, key, value);
        map = updated.resetDelta();
        return updated.delta().get();
    }

    @Override
    public @Nullable String get(String key) {
        return map.get(key).getOrElse(() -> null);
    }

    @Override
    public Object state() {
        return map;
    }

    @Override
    @SuppressWarnings("unchecked") // states are opaque to everybody else, so this one came from state()
    public void join(Object state) {
        map = map.merge((LWWMap<String, String>) state);
    }

    @Override
    public void apply(Object delta) {
        map = map.mergeDelta((ORMap.DeltaOp) delta);
    }

    @Override
    public PekkoMap copy() {
        return new PekkoMap(node, map);
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public Object retained() {
        return map;
    }
}
