// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

/** The command cannot go on; the message is one line for the person who typed it. */
final class BenchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private BenchException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The command was typed in a wrong way. */
    static BenchException usage(String message) {
        return new BenchException(BenchCommand.EXIT_USAGE, message);
    }

    /** Something did not work. */
    static BenchException failure(String message) {
        return new BenchException(BenchCommand.EXIT_FAILED, message);
    }

    int exitCode() {
        return exitCode;
    }
}
