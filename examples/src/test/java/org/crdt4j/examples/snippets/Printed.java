// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.snippets;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** What a snippet prints. */
final class Printed {

    private Printed() {}

    /**
     * Runs a snippet.
     *
     * @param snippet the snippet
     * @return the lines that it prints
     */
    static List<String> by(Executable snippet) throws Throwable {
        PrintStream console = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            snippet.execute();
        } finally {
            System.setOut(console);
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
