// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.crdt4j.net.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Live nodes over some transport, in a hurry; afterwards all of them are closed and all their threads are gone. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class LiveNodes {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Held here, or the level set below would be forgotten with the logger. */
    private static final Logger LOGGER = Logger.getLogger("org.crdt4j.net");

    private final List<GossipNode> nodes = new ArrayList<>();
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private Transport transport;

    abstract Transport newTransport();

    /** The threads that a node gets; all of them must be gone in the end. */
    abstract ThreadFactory newThreads(String prefix);

    @BeforeAll
    static void beQuiet() {
        // These tests provoke what the log is for.
        LOGGER.setLevel(Level.OFF);
    }

    @BeforeEach
    void setUp() {
        transport = newTransport();
    }

    @AfterEach
    void everyThreadIsGone() throws InterruptedException {
        nodes.forEach(GossipNode::close);
        assertFalse(threads.isEmpty());
        for (Thread thread : threads) {
            thread.join(PATIENCE.toMillis());
            assertFalse(thread.isAlive(), () -> thread + " lives on");
        }
    }

    GossipNode.Builder builder(Participant replica) {
        ThreadFactory factory = newThreads(replica.name() + "-");
        return GossipNode.builder(replica)
                .transport(transport)
                .interval(Duration.ofMillis(50), Duration.ofMillis(200))
                .reconnect(Duration.ofMillis(10), Duration.ofMillis(100))
                .threads(task -> {
                    Thread thread = factory.newThread(task);
                    threads.add(thread);
                    return thread;
                });
    }

    GossipNode start(GossipNode.Builder builder, GossipNode... seeds) {
        for (GossipNode seed : seeds) {
            builder.seeds(seed.address().toString());
        }
        GossipNode node = builder.start();
        nodes.add(node);
        return node;
    }

    GossipNode start(FakeReplica replica, GossipNode... seeds) {
        return start(builder(replica), seeds);
    }

    /** Bytes that the threads of all nodes have allocated so far; those that have ended do not count. */
    @SuppressWarnings({"deprecation", "removal"}) // Thread.threadId() came with JDK 19.
    long allocated() {
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        synchronized (threads) {
            return threads.stream()
                    .mapToLong(thread -> Math.max(0, bean.getThreadAllocatedBytes(thread.getId())))
                    .sum();
        }
    }

    Transport transport() {
        return transport;
    }
}
