// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec.kryo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import org.junit.jupiter.api.Test;

/** A class by name is refused before anybody looks for it. */
final class NamelessClassResolverTest {

    private static final String NO_SUCH_CLASS = "org.example.NoSuchClass";

    private static Input classByName() {
        Output output = new Output(100);
        output.writeVarInt(1, true);
        output.writeVarInt(0, true);
        output.writeString(NO_SUCH_CLASS);
        return new Input(output.toBytes());
    }

    @Test
    void kryoItself_looksForTheClass() {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(true);
        KryoException refusal = assertThrows(KryoException.class, () -> kryo.readClass(classByName()));
        assertTrue(refusal.getMessage().contains("Unable to find class"), refusal::getMessage);
    }

    @Test
    void nameIsNotEvenRead() {
        Kryo kryo = new Kryo(new NamelessClassResolver(), null);
        Input input = classByName();
        KryoException refusal = assertThrows(KryoException.class, () -> kryo.readClass(input));
        assertEquals("a class by name", refusal.getMessage());
        assertEquals(1, input.position());
    }

    @Test
    void nameIsNotWritten() {
        Kryo kryo = new Kryo(new NamelessClassResolver(), null);
        kryo.setRegistrationRequired(false);
        Output output = new Output(100);
        assertThrows(KryoException.class, () -> kryo.writeClass(output, Thread.State.class));
    }
}
