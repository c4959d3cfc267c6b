// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.transport.InMemoryNetwork;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.net.transport.TcpTransport;
import org.crdt4j.net.transport.Transport;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real replicas over real nodes: whatever happens to the network, in the end they agree. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReplicaGossipTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<GossipNode> nodes = new ArrayList<>();
    private final List<Replica> replicas = new ArrayList<>();
    private final Lock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private Transport transport = TcpTransport.loopback();

    @AfterEach
    void closeEverything() {
        nodes.forEach(GossipNode::close);
        replicas.forEach(Replica::close);
    }

    private Replica replica(long id, String name) {
        Replica replica = Replica.builder(name).id(ReplicaId.of(id)).open();
        replicas.add(replica);
        replica.<String>set("tags").onChange(event -> changed());
        replica.counter("stock").onChange(event -> changed());
        return replica;
    }

    private GossipNode start(Replica replica, GossipNode... seeds) {
        GossipNode.Builder builder = GossipNode.builder(replica)
                .transport(transport)
                .random(new Random(replica.id().id()))
                .interval(Duration.ofMillis(50), Duration.ofMillis(500))
                .reconnect(Duration.ofMillis(10), Duration.ofMillis(100));
        for (GossipNode seed : seeds) {
            builder.seeds(seed.address().toString());
        }
        GossipNode node = builder.start();
        nodes.add(node);
        return node;
    }

    private void changed() {
        lock.lock();
        try {
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Predicate<Replica> condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        lock.lock();
        try {
            while (!replicas.stream().allMatch(condition)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                // Versions grow without a change of a value that a listener hears, so look again now and then.
                change.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(20)));
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitAgreement() throws InterruptedException {
        return await(replica -> replica.version().equals(replicas.get(0).version()));
    }

    private void assertAllEqual() {
        Replica first = replicas.get(0);
        for (Replica replica : replicas) {
            assertEquals(first.set("tags").snapshot(), replica.set("tags").snapshot());
            assertEquals(
                    first.counter("stock").value(), replica.counter("stock").value());
            assertEquals(0, replica.stats().divergences());
        }
    }

    @Test
    void threeNodes_convergeOnSetsAndCounters() throws Exception {
        Replica a = replica(1, "a");
        Replica b = replica(2, "b");
        Replica c = replica(3, "c");
        GossipNode nodeA = start(a);
        GossipNode nodeB = start(b, nodeA);
        start(c, nodeA, nodeB);
        Random random = new Random(11);
        long expected = 0;
        for (int i = 0; i < 3000; i++) {
            Replica replica = replicas.get(random.nextInt(3));
            int amount = random.nextInt(-5, 6);
            replica.counter("stock").increment(amount);
            expected += amount;
            String tag = "tag-" + random.nextInt(50);
            if (random.nextInt(3) == 0) {
                replica.<String>set("tags").remove(tag);
            } else {
                replica.<String>set("tags").add(tag);
            }
        }
        assertTrue(awaitAgreement());
        assertAllEqual();
        assertEquals(expected, c.counter("stock").value());
    }

    @Test
    void nodeThatWasCutOff_convergesAfterTheHeal() throws Exception {
        Replica a = replica(1, "a");
        Replica b = replica(2, "b");
        Replica c = replica(3, "c");
        GossipNode nodeA = start(a);
        GossipNode nodeB = start(b, nodeA);
        start(c, nodeA, nodeB);
        a.counter("stock").increment(100);
        a.<String>set("tags").add("shared");
        assertTrue(await(replica ->
                replica.counter("stock").value() == 100 && replica.set("tags").contains("shared")));
        nodeA.links().cut("c");
        nodeB.links().cut(c.id());
        assertTrue(await(replica -> nodeA.peers().size() == 1 && nodeB.peers().size() == 1));
        for (int i = 0; i < 200; i++) {
            a.counter("stock").increment(-1);
            c.counter("stock").increment(-2);
            a.<String>set("tags").add("left-" + i);
            c.<String>set("tags").add("right-" + i);
        }
        a.<String>set("tags").remove("shared");
        c.<String>set("tags").add("shared");
        assertNotEquals(a.version(), c.version());
        assertTrue(await(replica -> replica == c || replica.counter("stock").value() == -100));
        assertEquals(-300, c.counter("stock").value());
        nodeA.links().healAll();
        nodeB.links().healAll();
        assertTrue(awaitAgreement());
        assertAllEqual();
        assertEquals(-500, b.counter("stock").value());
        assertTrue(b.set("tags").contains("shared"), "the concurrent add wins");
        assertEquals(401, b.set("tags").size());
    }

    @Test
    void restartedNode_catchesUp() throws Exception {
        Replica a = replica(1, "a");
        Replica b = replica(2, "b");
        GossipNode first = start(a);
        PeerAddress address = first.address();
        start(b, first);
        b.counter("stock").increment(1);
        assertTrue(await(replica -> replica.counter("stock").value() == 1));
        first.close();
        b.counter("stock").increment(10);
        a.counter("stock").increment(100);
        nodes.add(GossipNode.builder(a).listen(address.host(), address.port()).start());
        assertTrue(await(replica -> replica.counter("stock").value() == 111));
    }

    @Test
    void lateJoiner_getsManyObjectsAndALargeOne() throws Exception {
        Replica a = replica(1, "a");
        for (int i = 0; i < 5000; i++) {
            a.counter("sku-" + i).increment(i);
        }
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            many.add("an element that takes some room in the message, number " + i);
        }
        // More than two frames can take.
        a.<String>set("tags").addAll(many);
        GossipNode nodeA = start(a);
        Replica b = replica(2, "b");
        GossipNode nodeB = start(b, nodeA);
        assertTrue(awaitAgreement());
        assertAllEqual();
        assertEquals(60_000, b.set("tags").size());
        assertEquals(4999, b.counter("sku-4999").value());
        assertEquals(1, nodeB.peers().size(), "the link held");
        assertEquals(Map.of(), nodeB.stats().rejects());
    }

    @Test
    void lostPushes_areMadeGood() throws Exception {
        for (long seed = 0; seed < 5; seed++) {
            InMemoryNetwork network = new InMemoryNetwork(new Random(seed));
            transport = network.transport();
            Replica a = replica(1, "a");
            Replica b = replica(2, "b");
            GossipNode nodeA = start(a);
            GossipNode nodeB = start(b, nodeA);
            assertTrue(nodeA.awaitPeers(1, PATIENCE) && nodeB.awaitPeers(1, PATIENCE));
            network.lose(0.3);
            for (int i = 0; i < 300; i++) {
                a.counter("stock").increment(1);
                b.<String>set("tags").add("tag-" + i);
            }
            network.lose(0);
            assertTrue(awaitAgreement(), "seed " + seed);
            assertAllEqual();
            assertEquals(300, b.counter("stock").value(), "seed " + seed);
            assertEquals(300, a.set("tags").size(), "seed " + seed);
            closeEverything();
            nodes.clear();
            replicas.clear();
        }
    }
}
