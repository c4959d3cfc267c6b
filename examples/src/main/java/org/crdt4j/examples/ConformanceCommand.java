// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.crdt4j.testkit.conformance.ConformanceRunner;
import org.crdt4j.testkit.conformance.MalformedFileException;
import org.crdt4j.testkit.conformance.TypeRegistry;

/** {@code crdt conformance DIR}: a line a case, and a closing count. */
final class ConformanceCommand {

    private ConformanceCommand() {}

    static int run(List<String> options, PrintStream out, PrintStream err) {
        if (options.size() != 1) {
            err.println("usage: crdt conformance DIR");
            return Main.EXIT_USAGE;
        }
        try {
            ConformanceRunner runner = new ConformanceRunner(TypeRegistry.builtin());
            ConformanceRunner.Summary summary = runner.run(Path.of(options.get(0)), out::println);
            summary.malformed().forEach(complaint -> err.println("crdt: " + complaint));
            return summary.exitCode();
        } catch (MalformedFileException | InvalidPathException e) {
            err.println("crdt: " + e.getMessage());
            return Main.EXIT_USAGE;
        }
    }
}
