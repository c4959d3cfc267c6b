// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples;

import java.io.PrintStream;

/** The {@code crdt} command line. */
public final class Main {
    private static final int EXIT_USAGE = 2;

    private Main() {}

    /**
     * Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage.
     *
     * @param arguments the command and its options
     */
    public static void main(String[] arguments) {
        printUsage(System.err);
        System.exit(EXIT_USAGE);
    }

    private static void printUsage(PrintStream out) {
        out.println("usage: crdt COMMAND [OPTIONS]");
    }
}
