// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.console;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.crdt4j.examples.input.InputException;

/** What a command does, and how it ends. */
@FunctionalInterface
public interface Job {

    /** The command has done what it was told. */
    int DONE = 0;

    /** The command has failed. */
    int FAILED = 1;

    /** The command was called in a wrong way, or with a file that cannot be used. */
    int USAGE = 2;

    /**
     * Does it.
     *
     * @return the exit code
     * @throws IOException if it fails
     * @throws InputException if a file cannot be used
     * @throws UsageException if it was called in a wrong way
     */
    int run() throws IOException, InputException, UsageException;

    /**
     * Does a job; what goes wrong becomes one line and an exit code.
     *
     * @param usage how the command is called
     * @param err takes the line
     * @param job what to do
     * @return the exit code
     */
    static int guarded(String usage, PrintStream err, Job job) {
        try {
            return job.run();
        } catch (UsageException | InvalidPathException e) {
            err.println("crdt: " + e.getMessage() + "; usage: crdt " + usage);
            return USAGE;
        } catch (InputException e) {
            err.println("crdt: " + e.getMessage());
            return USAGE;
        } catch (IOException e) {
            err.println("crdt: " + e.getMessage());
            return FAILED;
        }
    }

    /**
     * A directory that a user has named.
     *
     * @param name its path
     * @return the directory; is made if it is missing
     * @throws UsageException if it cannot be made
     */
    static Path directory(String name) throws UsageException {
        Path directory = Path.of(name);
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UsageException(name + " cannot be made a directory");
        }
    }
}
