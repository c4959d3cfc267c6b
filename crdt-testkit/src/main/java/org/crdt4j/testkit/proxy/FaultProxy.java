// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a gossip node and passes on what comes, badly. Let the node {@code advertise} the address of the proxy, and give that
 * address to the others as a seed; then all connections to the node go through it, in both directions.
 *
 * <p>Faults that concern single messages need a connection that is not encrypted, for the proxy finds the messages by their frames; of an
 * encrypted one it passes on all bytes in order. They befall messages that are sent at best effort: pushes, digests, pings, news of members.
 * Greetings and the parts of an answer are passed on in their order, for they count on TCP for it. Delay, rate and cuts work on any connection. It listens on loopback. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;

    /** A direction through the proxy. */
    public enum Direction {
        /** From those who dial to the node behind the proxy. */
        TO_NODE,
        /** From the node behind the proxy to those who have dialed. */
        FROM_NODE
    }

    private final FrameFaults faults;
    private final ServerSocket server;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Direction> cut = ConcurrentHashMap.newKeySet();
    private final AtomicLong connectionNumber = new AtomicLong();
    private final LongAdder messages = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder twice = new LongAdder();
    private final LongAdder overtaken = new LongAdder();
    private volatile @Nullable InetSocketAddress target;
    private volatile long delayNanos;
    private volatile long bytesPerSecond = Long.MAX_VALUE;

    private FaultProxy(FrameFaults faults, ServerSocket server) {
        this.faults = faults;
        this.server = server;
    }

    /**
     * Begins to listen, at a port that is free. Whoever connects before {@link #forwardTo} is refused.
     *
     * @param faults what happens to messages
     * @return the proxy
     * @throws IOException if it cannot listen
     */
    public static FaultProxy listen(FrameFaults faults) throws IOException {
        var proxy = new FaultProxy(faults, new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        daemon("fault-proxy-accept", proxy::acceptAll);
        return proxy;
    }

    static void daemon(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Where it listens.
     *
     * @return host and port, such as {@code 127.0.0.1:4711}
     */
    public String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /**
     * Says which node is behind it.
     *
     * @param address its host and port, such as {@code 127.0.0.1:4711}
     */
    public void forwardTo(String address) {
        int colon = address.lastIndexOf(':');
        target = new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /**
     * From now on everything arrives so much later.
     *
     * @param delay how much
     */
    public void delay(Duration delay) {
        delayNanos = delay.toNanos();
    }

    /**
     * From now on no more than so many bytes a second go through, in each direction of each connection.
     *
     * @param limit from 1; {@link Long#MAX_VALUE} for as many as come
     */
    public void limit(long limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("at least one byte a second: " + limit);
        }
        bytesPerSecond = limit;
    }

    /**
     * From now on all that goes in a direction vanishes, while connections stay open: neither end is told.
     *
     * @param direction what to cut
     */
    public void cut(Direction direction) {
        cut.add(direction);
    }

    /**
     * Ends all cuts, and all connections with them: bytes are missing in the middle of what they carried, as after a cable was out for long.
     */
    public void heal() {
        cut.clear();
        reset();
    }

    /** Breaks all connections, in the middle of whatever they carry. */
    public void reset() {
        connections.forEach(connection -> connection.close(true));
    }

    /**
     * What has happened to messages so far.
     *
     * @return the counts
     */
    public FrameFaults.Counts counts() {
        return new FrameFaults.Counts(messages.sum(), lost.sum(), twice.sum(), overtaken.sum());
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                accept(server.accept());
            } catch (IOException e) {
                // The proxy is closed, or one connection failed that was just made; the others are not concerned.
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    private void accept(Socket near) throws IOException {
        InetSocketAddress behind = target;
        if (behind == null) {
            near.close();
            return;
        }
        var far = new Socket();
        try {
            far.connect(behind, CONNECT_MILLIS);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            var connection = new Connection(near, far);
            connections.add(connection);
            long number = 2 * connectionNumber.getAndIncrement();
            new Pipe(this, connection, near, far, Direction.TO_NODE, faults.seed() + number).start();
            new Pipe(this, connection, far, near, Direction.FROM_NODE, faults.seed() + number + 1).start();
        } catch (IOException e) {
            near.close();
            far.close();
            throw e;
        }
    }

    void end(Connection connection) {
        connections.remove(connection);
        connection.close(false);
    }

    FrameFaults faults() {
        return faults;
    }

    boolean isCut(Direction direction) {
        return cut.contains(direction);
    }

    long delayNanos() {
        return delayNanos;
    }

    long bytesPerSecond() {
        return bytesPerSecond;
    }

    void countMessage() {
        messages.increment();
    }

    void countLost() {
        lost.increment();
    }

    void countTwice() {
        twice.increment();
    }

    void countOvertaken() {
        overtaken.increment();
    }

    /** Ends the proxy and all connections through it. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException("a listening socket cannot be closed", e);
        } finally {
            reset();
        }
    }

    /** The two sockets of one connection through the proxy. */
    static final class Connection {
        private final Socket near;
        private final Socket far;
        private final AtomicBoolean oneEnded = new AtomicBoolean();

        Connection(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        /** Whether the other direction has ended before. To be called once by each. */
        boolean isSecondEnd() {
            return oneEnded.getAndSet(true);
        }

        /* Abruptly means that what is on the way is lost, and that both ends are told of a broken connection. */
        void close(boolean abruptly) {
            for (Socket socket : new Socket[] {near, far}) {
                try {
                    if (abruptly && !socket.isClosed()) {
                        socket.setSoLinger(true, 0);
                    }
                    socket.close();
                } catch (IOException e) {
                    // Two may close it at the same moment; then there is nothing left to do.
                    if (!socket.isClosed()) {
                        throw new IllegalStateException("a socket cannot be closed", e);
                    }
                }
            }
        }
    }
}
