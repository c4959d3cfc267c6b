// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.floor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import org.crdt4j.benchmarks.subject.WireSubject;

/** The least that any format can do with strings it cannot guess: a count, then length and UTF-8 bytes of each. */
public final class TextSetWire implements WireSubject {

    private static final int INITIAL_BYTES = 1 << 20;

    private final HashSet<String> elements;
    private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_BYTES);

    /** The set to encode; no element may have more than 65,535 bytes. */
    public TextSetWire(String[] elements) {
        this.elements = new HashSet<>(Arrays.asList(elements));
    }

    @Override
    public byte[] encode() {
        buffer.clear();
        buffer.putInt(elements.size());
        for (String element : elements) {
            byte[] text = element.getBytes(StandardCharsets.UTF_8);
            ensure(Short.BYTES + text.length);
            buffer.putShort((short) text.length).put(text);
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private void ensure(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer = ByteBuffer.allocate(buffer.capacity() * 2 + bytes).put(buffer.flip());
        }
    }

    @Override
    public Object decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int count = in.getInt();
        HashSet<String> decoded = new HashSet<>(count * 2);
        for (int i = 0; i < count; i++) {
            int length = Short.toUnsignedInt(in.getShort());
            decoded.add(new String(bytes, in.position(), length, StandardCharsets.UTF_8));
            in.position(in.position() + length);
        }
        return decoded;
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
