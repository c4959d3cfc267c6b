// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final Outbox outbox = new Outbox(() -> true);
    private final List<String> told = new ArrayList<>();

    @Test
    void notices_areRunInOrder() {
        outbox.add(() -> told.add("first"));
        outbox.add(() -> told.add("second"));
        outbox.drain();
        outbox.drain();
        assertEquals(List.of("first", "second"), told);
    }

    @Test
    void noticeOfANotice_comesAfterAllThatWereThere() {
        outbox.add(() -> {
            outbox.add(() -> told.add("third"));
            outbox.drain();
            told.add("first");
        });
        outbox.add(() -> told.add("second"));
        outbox.drain();
        assertEquals(List.of("first", "second", "third"), told);
    }

    @Test
    void firstError_isThrownAfterTheRest() {
        outbox.add(() -> {
            throw new AssertionError("first");
        });
        outbox.add(() -> {
            throw new AssertionError("second");
        });
        outbox.add(() -> told.add("third"));
        assertEquals("first", assertThrows(AssertionError.class, outbox::drain).getMessage());
        assertEquals(List.of("third"), told);
        outbox.add(() -> told.add("fourth"));
        outbox.drain();
        assertEquals(List.of("third", "fourth"), told);
    }
}
