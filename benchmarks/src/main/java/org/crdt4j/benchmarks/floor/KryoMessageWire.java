// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.floor;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.util.HashMap;
import org.crdt4j.benchmarks.subject.MessageWire;

/** The bare content of a message through Kryo, into a buffer that is kept. */
public final class KryoMessageWire implements MessageWire {

    private static final int INITIAL_BYTES = 1 << 10;

    private final Kryo kryo = new Kryo();
    private final Output output = new Output(INITIAL_BYTES, -1);
    private final Object content;

    /** A string, a number, an array of strings, or a {@link HashMap} of strings and byte arrays. */
    public KryoMessageWire(Object content) {
        this.content = content;
        kryo.register(HashMap.class);
        kryo.register(String[].class);
        kryo.register(byte[].class);
    }

    @Override
    public Object content() {
        return content;
    }

    @Override
    public byte[] encode() {
        output.setPosition(0);
        kryo.writeObject(output, content);
        return output.toBytes();
    }

    @Override
    public Object decode(byte[] bytes) {
        return kryo.readObject(new Input(bytes), content.getClass());
    }
}
