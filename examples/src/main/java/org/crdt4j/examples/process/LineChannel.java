// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.process;

import java.io.IOException;
import java.time.Duration;

/** A line to a partner who answers one line for one line, in the order in which he was asked. */
public interface LineChannel extends AutoCloseable {

    /**
     * Sends a line; does not wait.
     *
     * @param line the line, without its end
     * @throws IOException if the partner is gone
     */
    void send(String line) throws IOException;

    /**
     * Waits for the next line of the partner.
     *
     * @param timeout how long to wait at most
     * @return the line, without its end
     * @throws IOException if the partner is gone or does not answer in time
     */
    String receive(Duration timeout) throws IOException;

    /** Ends the partner and waits for his end. Calling it again does nothing. */
    @Override
    void close();
}
