// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.crdt4j.net.transport.InMemoryNetwork;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.net.transport.Transport;
import org.junit.jupiter.api.Test;

/** What a node is given may fail in ways that nobody has promised; it goes on as soon as it is served again. */
final class FaultyWorldTest extends LiveNodes {

    private boolean failingThreads;

    @Override
    Transport newTransport() {
        return new FaultyTransport(new InMemoryNetwork(new Random(1)).transport());
    }

    /* A node's first two threads accept and keep the time; the third dials or writes, and so on. */
    @Override
    ThreadFactory newThreads(String prefix) {
        ThreadFactory threads = Threads.platform(prefix);
        AtomicInteger asked = new AtomicInteger();
        return task -> {
            int number = asked.incrementAndGet();
            if (failingThreads && number == 3) {
                throw new IllegalStateException("no thread, by a test");
            }
            if (failingThreads && number == 5) {
                throw new OutOfMemoryError("no thread, by a test");
            }
            return threads.newThread(task);
        };
    }

    @Test
    void threadsThatCannotBeHad_costAnAttempt() throws Exception {
        failingThreads = true;
        FakeReplica a = new FakeReplica(1);
        FakeReplica b = new FakeReplica(2);
        GossipNode nodeA = start(a);
        start(b, nodeA);
        a.add("x");
        b.add("y");
        assertTrue(a.awaitWords("x", "y") && b.awaitWords("x", "y"));
    }

    @Test
    void defectInATimer_doesNotStopTheTime() throws Exception {
        FakeReplica a = new FakeReplica(1);
        FakeReplica b = new FakeReplica(2);
        Stumbling random = new Stumbling();
        GossipNode nodeA = start(builder(a).random(random));
        GossipNode nodeB = start(builder(b).interval(Duration.ofHours(1)), nodeA);
        assertTrue(nodeA.awaitPeers(1, PATIENCE) && nodeB.awaitPeers(1, PATIENCE));
        random.awaitStumble();
        a.addSilently("x");
        assertTrue(b.awaitWords("x"), "only a round of the first node can find it");
    }

    /** Fails the first time that a node's own thread asks; that is in its first round of anti-entropy. */
    private static final class Stumbling implements RandomGenerator {
        private final RandomGenerator random = new SplittableRandom(1);
        private final Thread builder = Thread.currentThread();
        private boolean stumbled;

        @Override
        public synchronized long nextLong() {
            if (!stumbled && Thread.currentThread() != builder) {
                stumbled = true;
                notifyAll();
                throw new IllegalStateException("thrown by a test");
            }
            return random.nextLong();
        }

        synchronized void awaitStumble() throws InterruptedException {
            while (!stumbled) {
                wait();
            }
        }
    }

    /** Its first door fails once before it opens. */
    private record FaultyTransport(Transport inner, AtomicBoolean failed) implements Transport {

        FaultyTransport(Transport inner) {
            this(inner, new AtomicBoolean());
        }

        @Override
        public Endpoint bind(PeerAddress address) throws IOException {
            Endpoint door = inner.bind(address);
            return new Endpoint() {
                @Override
                public PeerAddress address() {
                    return door.address();
                }

                @Override
                public Connection accept() throws IOException {
                    if (failed.compareAndSet(false, true)) {
                        throw new IllegalStateException("thrown by a test");
                    }
                    return door.accept();
                }

                @Override
                public void close() throws IOException {
                    door.close();
                }
            };
        }

        @Override
        public Connection connect(PeerAddress address, Duration timeout) throws IOException {
            return inner.connect(address, timeout);
        }

        @Override
        public void check(PeerAddress address) {
            inner.check(address);
        }
    }
}
