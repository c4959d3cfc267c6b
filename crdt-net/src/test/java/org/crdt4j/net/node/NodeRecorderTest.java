// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the flight recorder is told. */
@Timeout(120)
class NodeRecorderTest {

    /** The first event of its kind about the node "eu" that is expected. */
    private static final class First {
        private final AtomicReference<RecordedEvent> event = new AtomicReference<>();
        private final CountDownLatch seen = new CountDownLatch(1);

        First(RecordingStream stream, String name, java.util.function.Predicate<RecordedEvent> expected) {
            stream.enable(name).with("period", "100 ms");
            stream.setReuse(false);
            stream.onEvent(name, candidate -> {
                if (candidate.getString("node").equals("eu")
                        && expected.test(candidate)
                        && event.compareAndSet(null, candidate)) {
                    seen.countDown();
                }
            });
        }

        RecordedEvent await() throws InterruptedException {
            assertTrue(seen.await(60, TimeUnit.SECONDS), "never recorded");
            return event.get();
        }
    }

    @Test
    void linksMembersRejectsAndFigures_areRecorded() throws Exception {
        try (RecordingStream stream = new RecordingStream()) {
            First linked = new First(stream, "crdt4j.Link", event -> event.getBoolean("linked"));
            First unlinked = new First(stream, "crdt4j.Link", event -> !event.getBoolean("linked"));
            First member = new First(
                    stream, "crdt4j.Member", event -> event.getString("state").equals("alive"));
            First reject = new First(stream, "crdt4j.Reject", event -> true);
            First figures = new First(stream, "crdt4j.Statistics", event -> event.getLong("events") == 1);
            stream.startAsync();
            try (Replica eu = Replica.builder("eu").open();
                    Replica us = Replica.builder("us").open();
                    GossipNode node = GossipNode.builder(eu).start()) {
                try (GossipNode peer =
                        GossipNode.builder(us).seeds(node.address().toString()).start()) {
                    assertTrue(peer.awaitPeers(1, Duration.ofSeconds(30)));
                    eu.counter("stock").increment();
                    assertEquals("us", linked.await().getString("peer"));
                    assertEquals("us", member.await().getString("member"));
                }
                assertEquals(us.id().toString(), unlinked.await().getString("replica"));
                try (Socket stranger =
                        new Socket(node.address().host(), node.address().port())) {
                    stranger.getOutputStream().write("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));
                    assertEquals("wrong_magic", reject.await().getString("reason"));
                }
                RecordedEvent statistics = figures.await();
                assertEquals(1, statistics.getInt("objects"));
                assertEquals(0, statistics.getLong("divergences"));
            }
        }
    }
}
