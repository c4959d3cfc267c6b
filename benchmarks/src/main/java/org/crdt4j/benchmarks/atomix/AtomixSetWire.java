// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.atomix;

import com.google.common.io.BaseEncoding;
import java.util.Map;
import java.util.function.Function;
import org.crdt4j.benchmarks.subject.WireSubject;

/** What Atomix broadcasts for a set, through its own Kryo 4. It decodes to a map, which the set then joins. */
public final class AtomixSetWire implements WireSubject {

    private final Object message;
    private final Function<Object, byte[]> encoder;
    private final Function<byte[], Object> decoder;

    /** A set of these elements. */
    public AtomixSetWire(String[] elements) {
        AtomixSet set = (AtomixSet) new Atomix().filledSet(elements);
        message = set.member().gossip();
        encoder = set.member().encoder();
        decoder = set.member().decoder(AtomixSet.SUBJECT);
    }

    @Override
    public byte[] encode() {
        return encoder.apply(message);
    }

    @Override
    public Object decode(byte[] bytes) {
        return decoder.apply(bytes);
    }

    @Override
    public int size(Object decoded) {
        return ((Map<?, ?>) decoded).size();
    }

    @Override
    public boolean contains(Object decoded, String element) {
        return ((Map<?, ?>) decoded).containsKey(BaseEncoding.base16().encode(Member.SERIALIZER.encode(element)));
    }
}
