// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.crdt4j.replica.Replica;

/** One replica of a system, and what the system does with it. Called by one thread at a time. */
public interface Site extends AutoCloseable {

    /**
     * The replica.
     *
     * @return the same each time
     */
    Replica replica();

    /**
     * Takes a recorded event.
     *
     * @param fields the fields of the event, as the system has them
     */
    void accept(List<String> fields);

    /**
     * Answers the system's own questions, and obeys its own orders.
     *
     * @param question what is asked or ordered
     * @param fields more about it
     * @return the answer
     * @throws IllegalArgumentException if there is no such question
     */
    List<String> answer(String question, List<String> fields);

    /**
     * Writes the results.
     *
     * @param directory where to, exists
     * @throws IOException if they cannot be written
     */
    void write(Path directory) throws IOException;

    @Override
    default void close() {
        replica().close();
    }
}
