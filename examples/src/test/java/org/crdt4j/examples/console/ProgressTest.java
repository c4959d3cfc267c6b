// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutATerminal_eachTenthIsALine() {
        var progress = new Progress(out, false);
        progress.phase("selling");
        for (int done = 0; done <= 1000; done++) {
            progress.done(done, 1000);
        }
        progress.clear();
        assertEquals(11, shown().lines().count(), shown());
        assertFalse(shown().contains("\r"), shown());
        assertTrue(shown().startsWith("  0 %  selling" + System.lineSeparator()), shown());
        assertTrue(shown().endsWith("100 %  selling" + System.lineSeparator()), shown());
    }

    @Test
    void inATerminal_oneLineIsRedrawnAndTakenAway() {
        var progress = new Progress(out, true);
        progress.phase("selling, link cut");
        progress.done(1, 2);
        progress.phase("on");
        progress.clear();
        assertTrue(shown().contains("[" + "#".repeat(15) + ".".repeat(15) + "] 50 %  on"), shown());
        String[] drawn = shown().split("\r", -1);
        assertTrue(drawn[drawn.length - 1].isBlank(), shown());
        assertFalse(shown().contains("\n"), shown());
        assertEquals(drawn[2].length(), drawn[3].length(), "a shorter line must cover the longer one");
    }

    @Test
    void nothingToDo_isAllDone() {
        var progress = new Progress(out, false);
        progress.done(0, 0);
        assertTrue(shown().startsWith("100 %"), shown());
    }
}
