// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.LimitExceededException;
import org.junit.jupiter.api.Test;

/** Elements as a value, and as bytes. */
class ElementsTest {

    private static final Codec CODEC = Codec.standard();
    private static final WireFormat<Elements<Object>> FORMAT = Elements.format();

    /** Writes elements as they come, also those that {@link Elements} would not write. */
    private record Forged(List<Object> elements) implements WireFormat<Elements<Object>> {

        @Override
        public void write(Elements<Object> nothing, WireOutput out) {
            out.writeSize(elements.size());
            elements.forEach(out::writeKey);
        }

        @Override
        public Elements<Object> read(WireInput in) {
            throw new UnsupportedOperationException();
        }

        byte[] message() {
            return CODEC.encode(this, Elements.none());
        }
    }

    /** Lists that differ and have one hash code, because "Aa" and "BB" have. */
    private static List<Object> colliding(int size) {
        List<Object> lists = new ArrayList<>();
        for (int number = 0; number < size; number++) {
            List<String> parts = new ArrayList<>();
            for (int bit = 0; bit < 12; bit++) {
                parts.add((number >> bit & 1) == 0 ? "Aa" : "BB");
            }
            lists.add(parts);
        }
        return lists;
    }

    @Test
    void elements_comeBackFromTheirBytes_whichDoNotDependOnTheirOrder() {
        for (List<Object> each : List.<List<Object>>of(List.of(), List.of("milk"), List.of("milk", 7L, "tea"))) {
            Elements<Object> elements = Elements.copyOf(each);
            assertEquals(elements, CODEC.decode(FORMAT, CODEC.encode(FORMAT, elements)));
        }
        assertTrue(CODEC.decode(FORMAT, new Forged(List.of()).message()).isBottom());
    }

    @Test
    void elementThatStandsTwice_isCorrupt() {
        byte[] message = new Forged(List.of("milk", "milk")).message();
        assertThrows(CorruptDataException.class, () -> CODEC.decode(FORMAT, message));
    }

    @Test
    void manyElementsOfOneHashCode_areNeitherWrittenNorRead() {
        List<Object> few = colliding(1_024);
        assertEquals(1, few.stream().map(Object::hashCode).distinct().count());
        assertEquals(Elements.copyOf(few), CODEC.decode(FORMAT, CODEC.encode(FORMAT, Elements.copyOf(few))));
        List<Object> many = colliding(1_025);
        assertThrows(LimitExceededException.class, () -> CODEC.encode(FORMAT, Elements.copyOf(many)));
        byte[] message = new Forged(many).message();
        assertThrows(LimitExceededException.class, () -> CODEC.decode(FORMAT, message));
    }

    /** Equal hash codes would be legal; but all of them equal would make a hash table of states slow. */
    @Test
    void differentElements_haveDifferentHashCodes() {
        assertNotEquals(Elements.of("milk").hashCode(), Elements.of("tea").hashCode());
        assertNotEquals(Elements.of("milk").hashCode(), Elements.none().hashCode());
        assertEquals("[milk]", Elements.of("milk").toString());
    }
}
