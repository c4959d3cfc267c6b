// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a component's class says of its values: how they are written in annotations, what they are without being told. */
class ValueFormTest {

    private enum Size {
        SMALL,
        LARGE
    }

    @SuppressWarnings("rawtypes")
    private record Shapes<T>(List<Size> sizes, Set raw, T any, Optional<Size> one) {}

    private static Type declared(String name) {
        return Arrays.stream(Shapes.class.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .map(RecordComponent::getGenericType)
                .findFirst()
                .orElseThrow();
    }

    private static Object parsed(Class<?> type, String text) {
        return ValueForm.of(type).parsed(text);
    }

    private static void assertNoValue(Class<?> type, String text) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> parsed(type, text), type.getName());
        assertTrue(refusal.getMessage().contains(text), refusal::getMessage);
    }

    @Test
    void texts_areReadAsTheClassOfTheComponent() {
        assertEquals("true", parsed(String.class, "true"));
        assertEquals((byte) 7, parsed(byte.class, "7"));
        assertEquals((short) -7, parsed(Short.class, "-7"));
        assertEquals(7, parsed(int.class, "7"));
        assertEquals(7L, parsed(long.class, "7"));
        assertEquals(BigInteger.TWO.pow(70), parsed(BigInteger.class, "1180591620717411303424"));
        assertEquals(true, parsed(boolean.class, "true"));
        assertEquals(false, parsed(Boolean.class, "false"));
        assertEquals(0.5, parsed(double.class, "0.5"));
        assertEquals(0.5f, parsed(float.class, "0.5"));
        assertEquals('x', parsed(char.class, "x"));
        assertEquals(Size.LARGE, parsed(Size.class, "LARGE"));
    }

    @Test
    void textsThatAreNoSuchValue_areRefused() {
        assertNoValue(byte.class, "128");
        assertNoValue(int.class, "one");
        assertNoValue(double.class, "half");
        assertNoValue(boolean.class, "yes");
        assertNoValue(char.class, "xy");
        assertNoValue(Size.class, "HUGE");
        assertNoValue(Object.class, "anything");
    }

    @Test
    void zeros_areOfTheClassOfTheComponent() {
        assertEquals((byte) 0, ValueForm.of(byte.class).zero());
        assertEquals((short) 0, ValueForm.of(short.class).zero());
        assertEquals(0, ValueForm.of(int.class).zero());
        assertEquals(0L, ValueForm.of(long.class).zero());
        assertEquals(BigInteger.ZERO, ValueForm.of(BigInteger.class).zero());
        assertEquals(false, ValueForm.of(boolean.class).zero());
        assertEquals(0.0, ValueForm.of(double.class).zero());
        assertEquals(0.0f, ValueForm.of(float.class).zero());
        assertEquals('\0', ValueForm.of(char.class).zero());
        assertNull(ValueForm.of(String.class).zero());
    }

    @Test
    void typeArguments_areThoseOfTheDeclaration() {
        assertEquals(Size.class, ValueForm.argument(declared("sizes")));
        assertEquals(Size.class, ValueForm.argument(declared("one")));
        assertEquals(Object.class, ValueForm.argument(declared("raw")));
        assertEquals(List.class, ValueForm.rawClass(declared("sizes")));
        assertEquals(Set.class, ValueForm.rawClass(declared("raw")));
        assertEquals(Object.class, ValueForm.rawClass(declared("any")));
    }

    @Test
    void elements_areStoredAndShownLikeValues() {
        ValueForm sizes = ValueForm.of(declared("sizes"));
        Object stored = sizes.stored(List.of(Size.LARGE, Size.SMALL));
        assertEquals(List.of("LARGE", "SMALL"), stored);
        assertEquals(Optional.of(List.of(Size.LARGE, Size.SMALL)), sizes.shown(stored, "sizes"));
        assertEquals(Optional.empty(), sizes.shown(List.of("LARGE", "HUGE"), "sizes"));
    }
}
