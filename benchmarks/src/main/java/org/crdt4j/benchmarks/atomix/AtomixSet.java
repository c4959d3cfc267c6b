// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.atomix;

import io.atomix.protocols.gossip.CrdtProtocolConfig;
import io.atomix.protocols.gossip.set.CrdtSetDelegate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.crdt4j.benchmarks.subject.SetSubject;

/**
 * {@link CrdtSetDelegate}, not an OR-set: the latest timestamp of an element decides whether it is in, so of a concurrent add
 * and remove either may win. Tombstones stay for ever, there is no causal context. An element is kept as the hexadecimal text
 * of its serialised form. It is thread-safe.
 */
final class AtomixSet implements SetSubject {

    static final String SUBJECT = "atomix-crdt-set-s";

    private final String name;
    private final Member member;
    private final CrdtSetDelegate<String> set;
    private final Map<?, ?> elements;
    private final Consumer<Object> receiver;

    AtomixSet(String name) {
        this.name = name;
        this.member = new Member(name);
        this.set = new CrdtSetDelegate<>(
                "s", Member.SERIALIZER, new CrdtProtocolConfig().setTimestampProvider(Member.CLOCK), member.services());
        this.elements = (Map<?, ?>) member.gossip();
        this.receiver = member.receiver(SUBJECT);
    }

    Member member() {
        return member;
    }

    @Override
    public Object add(String element) {
        return set.add(element);
    }

    /** The state of a set that has nothing but the new element. */
    @Override
    public Object addForPeers(String element) {
        AtomixSet only = new AtomixSet(name);
        only.add(element);
        apply(only.elements);
        return only.state();
    }

    @Override
    public Object remove(String element) {
        return set.remove(element);
    }

    /** The map that is broadcast is the live one. */
    @Override
    public Object state() {
        return new HashMap<>(elements);
    }

    @Override
    public void join(Object state) {
        receiver.accept(state);
    }

    @Override
    public void apply(Object delta) {
        receiver.accept(delta);
    }

    @Override
    public AtomixSet copy() {
        AtomixSet copy = new AtomixSet(name);
        copy.join(elements);
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
        return elements;
    }
}
