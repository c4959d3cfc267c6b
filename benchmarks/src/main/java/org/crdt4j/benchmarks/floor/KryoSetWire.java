// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.floor;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.Arrays;
import java.util.HashSet;
import org.crdt4j.benchmarks.subject.WireSubject;

/** A plain {@link HashSet} through Kryo's own collection serializer. */
public final class KryoSetWire implements WireSubject {

    private static final int INITIAL_BYTES = 1 << 20;

    private final Kryo kryo = new Kryo();
    private final Output output = new Output(INITIAL_BYTES, -1);
    private final HashSet<String> elements;

    /** The set to encode. */
    public KryoSetWire(String[] elements) {
        this.elements = new HashSet<>(Arrays.asList(elements));
        kryo.register(HashSet.class);
    }

    @Override
    public byte[] encode() {
        output.setPosition(0);
        kryo.writeObject(output, elements);
        return output.toBytes();
    }

    @Override
    public Object decode(byte[] bytes) {
        return kryo.readObject(new Input(bytes), HashSet.class);
    }

    @Override
    public int size(Object decoded) {
        return ((HashSet<?>) decoded).size();
    }

    @Override
    public boolean contains(Object decoded, String element) {
        return ((HashSet<?>) decoded).contains(element);
    }
}
