// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.ours;

import org.crdt4j.benchmarks.subject.WireSubject;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Causal;
import org.crdt4j.set.AddWinsSet;

/** The state of an {@link AddWinsSet} through a {@link Codec}. */
public final class OurSetWire implements WireSubject {

    private final Codec codec;
    private final Causal<DotMap<String, DotSet>> set;

    /** The state to encode without compression, as a set of this library gave it. */
    public OurSetWire(Object state) {
        this(state, Codec.standard());
    }

    /** The state to encode, as a set of this library gave it. */
    @SuppressWarnings("unchecked") // states are opaque to everybody else, so this one came from state()
    public OurSetWire(Object state, Codec codec) {
        this.codec = codec;
        this.set = (Causal<DotMap<String, DotSet>>) state;
    }

    @Override
    public byte[] encode() {
        return codec.encode(AddWinsSet.<String>type(), set);
    }

    /** The state as a value; joining it into a live set is W4. */
    @Override
    public Object decode(byte[] bytes) {
        return codec.decode(AddWinsSet.<String>type(), bytes);
    }

    @Override
    public int size(Object decoded) {
        return store(decoded).size();
    }

    @Override
    public boolean contains(Object decoded, String element) {
        return store(decoded).get(element) != null;
    }

    @SuppressWarnings("unchecked") // decode() reads sets of strings only
    private static DotMap<String, DotSet> store(Object decoded) {
        return ((Causal<DotMap<String, DotSet>>) decoded).store();
    }
}
