// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    /** Answers each line in capitals, says nothing to "silence", and breaks at "break". */
    static final class Shouter {
        public static void main(String[] arguments) throws IOException {
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("break")) {
                    throw new IOException("broken on purpose");
                }
                if (!line.equals("silence")) {
                    out.println(arguments[0] + line.toUpperCase(Locale.ROOT));
                }
            }
            Files.writeString(Path.of(arguments[1]), "ended");
        }
    }

    private Path log() {
        return directory.resolve("errors.log");
    }

    private Path mark() {
        return directory.resolve("mark");
    }

    private ChildProcess start() throws IOException {
        return ChildProcess.start(
                "shouter", List.of("-Xmx32m"), Shouter.class, List.of("> ", mark().toString()), log());
    }

    @Test
    void lines_areAnsweredInTheirOrder() throws Exception {
        try (ChildProcess child = start()) {
            child.send("one");
            child.send("zwölf ✉");
            assertEquals("> ONE", child.receive(LONG));
            assertEquals("> ZWÖLF ✉", child.receive(LONG));
        }
    }

    @Test
    void close_endsTheChildThroughItsInput() throws Exception {
        ChildProcess child = start();
        child.close();
        assertEquals("ended", Files.readString(mark()));
        child.close();
    }

    @Test
    void deadChild_isReportedWithItsLog() throws Exception {
        try (ChildProcess child = start()) {
            child.send("break");
            String message =
                    assertThrows(IOException.class, () -> child.receive(LONG)).getMessage();
            assertEquals("shouter has ended unexpectedly; see " + log(), message);
            assertTrue(Files.readString(log()).contains("broken on purpose"), Files.readString(log()));
            assertThrows(IOException.class, () -> child.receive(LONG));
        }
    }

    @Test
    void silentChild_isReportedAfterTheTimeout() throws Exception {
        try (ChildProcess child = start()) {
            child.send("silence");
            String message = assertThrows(IOException.class, () -> child.receive(Duration.ofMillis(1)))
                    .getMessage();
            assertEquals("shouter does not answer within 0.001 s", message);
        }
    }
}
