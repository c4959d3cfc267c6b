// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * A network within one process, for tests: no sockets, no ports of the machine, and writes that get lost on demand.
 *
 * <p>Every node of a test takes the {@link #transport()} of the same network. A write arrives whole or, at the rate that was set, not
 * at all; a node writes whole frames, so the receiver sees a gap between messages rather than noise. Which writes of a connection are
 * lost depends on the random source alone, as long as one thread writes at a time. Thread-safe.
 */
public final class InMemoryNetwork {
    private final Lock lock = new ReentrantLock();
    private final Map<PeerAddress, Door> doors = new HashMap<>();
    private final RandomGenerator random;
    private int lastPort;
    private double loss;

    /**
     * An empty network.
     *
     * @param random decides which writes are lost
     */
    public InMemoryNetwork(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The way into this network.
     *
     * @return a transport
     */
    public InMemoryTransport transport() {
        return new InMemoryTransport(this);
    }

    /**
     * Loses writes from now on.
     *
     * @param share from 0, none, to 1, all
     */
    public void lose(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is between 0 and 1, not " + share);
        }
        lock.lock();
        try {
            loss = share;
        } finally {
            lock.unlock();
        }
    }

    Transport.Endpoint bind(PeerAddress wanted) throws IOException {
        lock.lock();
        try {
            PeerAddress address = wanted.port() == 0 ? new PeerAddress(wanted.host(), ++lastPort) : wanted;
            if (doors.containsKey(address)) {
                throw new BindException("cannot listen on " + address + ": somebody does");
            }
            Door door = new Door(this, address);
            doors.put(address, door);
            return door;
        } finally {
            lock.unlock();
        }
    }

    Transport.Connection connect(PeerAddress address) throws IOException {
        lock.lock();
        try {
            Door door = doors.get(address);
            if (door == null) {
                throw new ConnectException("nobody listens on " + address);
            }
            Pipe there = new Pipe();
            Pipe back = new Pipe();
            door.arrive(new Line(this, new PeerAddress("dialer", ++lastPort), there, back));
            return new Line(this, address, back, there);
        } finally {
            lock.unlock();
        }
    }

    private boolean isLost() {
        lock.lock();
        try {
            return loss > 0 && random.nextDouble() < loss;
        } finally {
            lock.unlock();
        }
    }

    private void close(Door door) {
        lock.lock();
        try {
            doors.remove(door.address, door);
        } finally {
            lock.unlock();
        }
    }

    private static final class Door implements Transport.Endpoint {
        private final InMemoryNetwork network;
        private final PeerAddress address;
        private final Lock lock = new ReentrantLock();
        private final Condition arrival = lock.newCondition();
        private final Deque<Line> waiting = new ArrayDeque<>();
        private boolean closed;

        Door(InMemoryNetwork network, PeerAddress address) {
            this.network = network;
            this.address = address;
        }

        void arrive(Line line) {
            lock.lock();
            try {
                waiting.add(line);
                arrival.signal();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public PeerAddress address() {
            return address;
        }

        @Override
        public Transport.Connection accept() throws IOException {
            lock.lock();
            try {
                while (waiting.isEmpty() && !closed) {
                    arrival.awaitUninterruptibly();
                }
                if (closed) {
                    throw new IOException(address + " is closed");
                }
                return waiting.remove();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            network.close(this);
            lock.lock();
            try {
                closed = true;
                waiting.forEach(Line::close);
                waiting.clear();
                arrival.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private record Line(InMemoryNetwork network, PeerAddress remote, Pipe in, Pipe out)
            implements Transport.Connection {

        @Override
        public int read(byte[] buffer) throws IOException {
            return in.read(buffer);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!network.isLost()) {
                out.write(bytes, offset, length);
            }
        }

        @Override
        public void finish() {
            out.finish();
        }

        @Override
        public void close() {
            in.close();
            out.finish();
        }
    }

    /** One direction: a ring of bytes, so that a reader that falls behind makes its writer wait. */
    private static final class Pipe {
        private static final int CAPACITY = 64 << 10;

        private final Lock lock = new ReentrantLock();
        private final Condition change = lock.newCondition();
        private final byte[] ring = new byte[CAPACITY];
        private int start;
        private int held;
        private boolean finished;
        private boolean closed;

        int read(byte[] buffer) throws IOException {
            lock.lock();
            try {
                while (held == 0 && !finished && !closed) {
                    change.awaitUninterruptibly();
                }
                if (closed) {
                    throw new IOException("the connection is closed");
                }
                if (held == 0) {
                    return -1;
                }
                int count = Math.min(buffer.length, held);
                int first = Math.min(count, CAPACITY - start);
                System.arraycopy(ring, start, buffer, 0, first);
                System.arraycopy(ring, 0, buffer, first, count - first);
                start = (start + count) % CAPACITY;
                held -= count;
                change.signalAll();
                return count;
            } finally {
                lock.unlock();
            }
        }

        void write(byte[] bytes, int offset, int length) throws IOException {
            lock.lock();
            try {
                int at = offset;
                int end = offset + length;
                while (at < end) {
                    while (held == CAPACITY && !closed && !finished) {
                        change.awaitUninterruptibly();
                    }
                    if (closed || finished) {
                        throw new IOException("the connection is closed");
                    }
                    int target = (start + held) % CAPACITY;
                    int count = Math.min(Math.min(end - at, CAPACITY - held), CAPACITY - target);
                    System.arraycopy(bytes, at, ring, target, count);
                    held += count;
                    at += count;
                    change.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        /** The writer's end: what was written can still be read. */
        void finish() {
            end(() -> finished = true);
        }

        /** The reader's end: nothing can be read or written any more. */
        void close() {
            end(() -> closed = true);
        }

        private void end(Runnable mark) {
            lock.lock();
            try {
                mark.run();
                change.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
