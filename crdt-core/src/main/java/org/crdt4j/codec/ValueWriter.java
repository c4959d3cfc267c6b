// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import org.crdt4j.codec.kryo.PlainObjects;
import org.crdt4j.error.LimitExceededException;
import org.jspecify.annotations.Nullable;

/** Writes application values: a tag, then what belongs to it. */
final class ValueWriter implements AutoCloseable {

    private final ByteWriter bytes;
    private final ValueClasses classes;
    private PlainObjects.@Nullable Session plainObjects;
    private int depth;
    private boolean key;

    ValueWriter(ByteWriter bytes, ValueClasses classes) {
        this.bytes = bytes;
        this.classes = classes;
    }

    ByteWriter bytes() {
        return bytes;
    }

    /** Whether what is being written has to be equal to its copies. */
    boolean isKey() {
        return key;
    }

    /** Writes a whole value. */
    void writeWhole(Object value, boolean asKey) {
        int start = bytes.size();
        key = asKey;
        write(value);
        key = false;
        if (bytes.size() - start > bytes.limits().maxValueBytes()) {
            throw new LimitExceededException("a value of " + (bytes.size() - start)
                    + " bytes, more than maxValueBytes = " + bytes.limits().maxValueBytes() + ": "
                    + value.getClass().getName());
        }
    }

    private <V> void write(V value) {
        if (value instanceof String text) {
            Text.write(text, bytes);
            return;
        }
        int tag = classes.tagOf(value);
        bytes.write(tag);
        classes.<V>formatOf(tag).write(value, this);
    }

    /** Writes a part of a value; a part may be null. */
    void writePart(@Nullable Object part) {
        if (part == null) {
            bytes.write(Tag.NULL);
            return;
        }
        if (++depth > bytes.limits().maxDepth()) {
            throw new LimitExceededException("a value that is nested deeper than maxDepth = "
                    + bytes.limits().maxDepth() + ", or contains itself");
        }
        write(part);
        depth--;
    }

    /** Writes a part by which others are found. */
    void writeKeyPart(@Nullable Object part) {
        if (part == null) {
            throw new IllegalArgumentException("null cannot be a key or an element of a set");
        }
        writePart(part, true);
    }

    /** Writes a part of a class of the application, which says by itself what is equal. */
    void writeOwnPart(@Nullable Object part) {
        writePart(part, false);
    }

    private void writePart(@Nullable Object part, boolean asKey) {
        boolean outer = key;
        key = asKey;
        writePart(part);
        key = outer;
    }

    /** Writes a number of parts, each of which takes a byte at least. */
    void writeSize(int size) {
        bytes.charge(size);
        bytes.writeVarint(size);
    }

    /** Puts the entries of a collection, which were written last, into the order of their keys. */
    void sortEntries(int[] starts, int[] keyEnds) {
        starts[keyEnds.length] = bytes.size();
        if (!bytes.sortEntries(starts, keyEnds)) {
            throw new IllegalArgumentException("a set or map in which two elements or keys are equal: use one that goes"
                    + " by equals, like HashSet or HashMap");
        }
    }

    /** Writes the fields of a plain object. */
    byte[] fieldsOf(int id, Object object) {
        if (plainObjects == null) {
            plainObjects = classes.openObjects();
        }
        return plainObjects.write(id, object, this::encodePart);
    }

    private byte[] encodePart(@Nullable Object part) {
        int start = bytes.size();
        writeOwnPart(part);
        return bytes.takeFrom(start);
    }

    @Override
    public void close() {
        if (plainObjects != null) {
            plainObjects.close();
            plainObjects = null;
        }
    }
}
