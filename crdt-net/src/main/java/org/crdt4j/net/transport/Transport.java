// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import java.io.IOException;
import java.time.Duration;

/**
 * How a node reaches others. A transport moves bytes, in order and without loss as long as a connection stands; it knows nothing of
 * what they mean. All methods block; the node calls them on threads of its own. Thread-safe.
 */
public interface Transport {

    /**
     * Begins to accept connections.
     *
     * @param address where; with port 0 the system chooses
     * @return the open door
     * @throws IOException if the address is taken or not of this machine
     * @throws IllegalStateException if this transport must not be used there, see {@link #check}
     */
    Endpoint bind(PeerAddress address) throws IOException;

    /**
     * Dials.
     *
     * @param address where another node listens
     * @param timeout how long to wait for an answer
     * @return the connection
     * @throws IOException if nobody answers in time
     * @throws IllegalStateException if this transport must not be used there, see {@link #check}
     */
    Connection connect(PeerAddress address, Duration timeout) throws IOException;

    /**
     * Says no to addresses that this transport must not be used with, such as those of other machines if it does not encrypt.
     *
     * @param address an address to listen on or to dial
     * @throws IllegalStateException if the answer is no; the message says what to do
     */
    void check(PeerAddress address);

    /** An address on which connections are accepted. */
    interface Endpoint extends AutoCloseable {

        /**
         * Where it listens.
         *
         * @return the address with the port that is really used
         */
        PeerAddress address();

        /**
         * Waits for the next connection.
         *
         * @return the connection
         * @throws IOException if the endpoint was closed, or the connection failed at once
         */
        Connection accept() throws IOException;

        /**
         * Accepts no more; {@link #accept()} fails from now on. Connections that were accepted stay. Closing again does nothing.
         *
         * @throws IOException if the system says so
         */
        @Override
        void close() throws IOException;
    }

    /** Bytes in both directions. One thread may read while another writes and a third closes. */
    interface Connection extends AutoCloseable {

        /**
         * The other end, for people to read.
         *
         * @return its address; its port is not the one it listens on if it has dialed
         */
        PeerAddress remote();

        /**
         * Proves to the other end who is here, and finds out who is there. Called once, before anything is read or written, at both
         * ends, and not on the thread that accepts: it may wait for as long as the other end likes, until somebody closes.
         *
         * <p>A connection that proves nothing returns {@link Credentials#none()} at once; so does this method unless overridden.
         *
         * @param introduction how this end will introduce itself
         * @return what is known of the other end
         * @throws AuthenticationException if one end refuses the other
         * @throws IOException if the connection is broken or was closed here
         */
        default Credentials authenticate(byte[] introduction) throws IOException {
            return Credentials.none();
        }

        /**
         * Waits for bytes.
         *
         * @param buffer where they go
         * @return how many came, at least one; -1 after the other side's last
         * @throws AuthenticationException if the bytes are not those that the other end has written, or it refuses this end
         * @throws IOException if the connection is broken or was closed here
         */
        int read(byte[] buffer) throws IOException;

        /**
         * Sends bytes; waits while the other side takes none.
         *
         * @param bytes where they are
         * @param offset where they begin
         * @param length how many
         * @throws IOException if the connection is broken or was closed here
         */
        void write(byte[] bytes, int offset, int length) throws IOException;

        /**
         * Says that nothing more will be written. The other side still gets what was, and may go on writing.
         *
         * @throws IOException if the connection is broken
         */
        void finish() throws IOException;

        /**
         * Ends both directions at once; whoever waits in {@link #read} or {@link #write} gets an exception. Closing again does
         * nothing.
         *
         * @throws IOException if the system says so
         */
        @Override
        void close() throws IOException;
    }
}
