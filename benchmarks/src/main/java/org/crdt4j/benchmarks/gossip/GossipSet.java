// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.gossip;

import java.util.List;
import org.apache.gossip.crdt.OrSet;
import org.crdt4j.benchmarks.subject.SetSubject;

/**
 * {@link OrSet}, the first OR-set of the literature: unique tags, tombstones that stay for ever, no causal context. It is
 * immutable and copied with each update, and hands out nothing but the new set.
 */
final class GossipSet implements SetSubject {

    private OrSet<String> set;

    GossipSet() {
        this(new OrSet<>());
    }

    private GossipSet(OrSet<String> set) {
        this.set = set;
    }

    @Override
    public Object add(String element) {
        set = new OrSet<>(set, new OrSet.Builder<String>().add(element));
        return set;
    }

    /** A set of the new element alone, which is as good as a delta: nothing is covered by a context. */
    @Override
    public Object addForPeers(String element) {
        OrSet<String> delta = new OrSet<>(new OrSet.Builder<String>().add(element));
        apply(delta);
        return delta;
    }

    @Override
    public void addAll(List<String> elements) {
        OrSet.Builder<String> all = new OrSet.Builder<>();
        elements.forEach(all::add);
        set = new OrSet<>(set, all);
    }

    @Override
    public Object remove(String element) {
        removeAll(List.of(element));
        return set;
    }

    @Override
    public void removeAll(List<String> elements) {
        OrSet.Builder<String> all = new OrSet.Builder<>();
        elements.forEach(all::remove);
        set = new OrSet<>(set, all);
    }

    @Override
    public OrSet<String> state() {
        return set;
    }

    @Override
    @SuppressWarnings("unchecked") // states are opaque to everybody else, so this one came from state()
    public void join(Object state) {
        set = set.merge((OrSet<String>) state);
    }

    @Override
    public void apply(Object delta) {
        join(delta);
    }

    @Override
    public GossipSet copy() {
        return new GossipSet(set);
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
