// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import org.crdt4j.codec.kryo.NestedValues;
import org.crdt4j.codec.kryo.PlainObjects;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.error.LimitExceededException;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ValueWriter} writes, or refuses it. */
final class ValueReader implements AutoCloseable {

    private final ByteReader bytes;
    private final ValueClasses classes;
    private PlainObjects.@Nullable Session plainObjects;
    private int depth;
    private boolean key;

    ValueReader(ByteReader bytes, ValueClasses classes) {
        this.bytes = bytes;
        this.classes = classes;
    }

    ByteReader bytes() {
        return bytes;
    }

    /** Whether what is being read has to be equal to its copies. */
    boolean isKey() {
        return key;
    }

    /** Reads a whole value. */
    Object readWhole(boolean asKey) {
        key = asKey;
        Object value = bytes.exceedsValue() ? bytes.limited(this::readRequired) : readRequired();
        key = false;
        return value;
    }

    private Object readRequired() {
        return read(bytes.read());
    }

    private Object read(int tag) {
        return Text.isText(tag) ? Text.read(tag, bytes) : classes.formatOf(tag).read(this);
    }

    /** Reads a string of this library. */
    String readText() {
        int tag = bytes.read();
        if (!Text.isText(tag)) {
            throw WireInput.corrupt("something else in the place of a name");
        }
        return Text.read(tag, bytes);
    }

    /** Reads a part of a value; a part may be null. */
    @Nullable
    Object readPart() {
        int tag = bytes.read();
        if (tag == Tag.NULL) {
            return null;
        }
        if (++depth > bytes.limits().maxDepth()) {
            throw new LimitExceededException("a value that is nested deeper than maxDepth = "
                    + bytes.limits().maxDepth());
        }
        Object part = read(tag);
        depth--;
        return part;
    }

    /** Reads a part by which others are found. */
    Object readKeyPart() {
        Object part = readPart(true);
        if (part == null) {
            throw WireInput.corrupt("null as a key or an element of a set");
        }
        return part;
    }

    /** Reads a part of a class of the application, which says by itself what is equal. */
    @Nullable
    Object readOwnPart() {
        return readPart(false);
    }

    private @Nullable Object readPart(boolean asKey) {
        boolean outer = key;
        key = asKey;
        Object part = readPart();
        key = outer;
        return part;
    }

    /** Reads a number of parts, each of which takes a byte at least. */
    int readSize() {
        return bytes.checkSize(bytes.readCount());
    }

    /** Reads the fields of a plain object, which take so many bytes. */
    Object readObject(int id, int length) {
        if (plainObjects == null) {
            plainObjects = classes.openObjects();
        }
        PlainObjects.Session session = plainObjects;
        int start = bytes.position();
        Object object = session.read(id, bytes.bytes(), start, start + length, new NestedValues.Reader() {
            @Override
            public @Nullable Object read(int from, int to) {
                bytes.seek(from);
                return bytes.upTo(to, ValueReader.this::readOwnPart);
            }
        });
        bytes.seek(start + length);
        return object;
    }

    @Override
    public void close() {
        if (plainObjects != null) {
            plainObjects.close();
            plainObjects = null;
        }
    }
}
