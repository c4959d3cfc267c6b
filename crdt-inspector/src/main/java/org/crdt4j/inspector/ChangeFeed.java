// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.replica.ObjectChange;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Tells visitors what changes, as server-sent events: each change of an object, and the state once a second. A visitor that cannot
 * keep up misses changes and is told how many; the replica never waits for it. Thread-safe.
 */
final class ChangeFeed implements AutoCloseable {

    static final int MOST_VISITORS = 12;

    private static final int MOST_WAITING = 500;
    private static final int MOST_CHARACTERS = 200;
    private static final long STATUS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Replica replica;
    private final Set<Visitor> visitors = ConcurrentHashMap.newKeySet();
    private @Nullable Subscription changes;
    private volatile boolean closed;

    private static final class Visitor {
        final BlockingQueue<JsonNode> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        final AtomicLong missed = new AtomicLong();
    }

    ChangeFeed(GossipNode node) {
        replica = node.replica();
    }

    /** Answers as long as the visitor listens. */
    void serve(HttpExchange exchange, Report report) throws IOException {
        Visitor visitor = new Visitor();
        if (!enter(visitor)) {
            exchange.getResponseHeaders().set("Retry-After", "5");
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            tell(visitor, exchange.getResponseBody(), report);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            leave(visitor);
        }
    }

    private synchronized boolean enter(Visitor visitor) {
        if (closed || visitors.size() >= MOST_VISITORS) {
            return false;
        }
        visitors.add(visitor);
        if (changes == null) {
            changes = replica.onChange("", this::changed);
        }
        return true;
    }

    private synchronized void leave(Visitor visitor) {
        visitors.remove(visitor);
        if (visitors.isEmpty()) {
            endSubscription();
        }
    }

    private void endSubscription() {
        if (changes != null) {
            changes.close();
            changes = null;
        }
    }

    private void changed(ObjectChange<?> change) {
        String text = String.valueOf(change.change());
        JsonNode event = JsonNodeFactory.instance
                .objectNode()
                .put("name", change.name())
                .put("change", text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...")
                .put("local", change.local());
        for (Visitor visitor : visitors) {
            if (!visitor.waiting.offer(event)) {
                visitor.missed.incrementAndGet();
            }
        }
    }

    private void tell(Visitor visitor, OutputStream out, Report report) throws IOException, InterruptedException {
        long nextStatus = System.nanoTime();
        while (!closed) {
            long now = System.nanoTime();
            if (now - nextStatus >= 0) {
                write(out, "status", report.status());
                nextStatus = now + STATUS_NANOS;
            }
            out.flush();
            JsonNode change = visitor.waiting.poll(nextStatus - now, TimeUnit.NANOSECONDS);
            while (change != null) {
                write(out, "change", change);
                change = visitor.waiting.poll();
            }
            long missed = visitor.missed.getAndSet(0);
            if (missed > 0) {
                write(out, "missed", JsonNodeFactory.instance.numberNode(missed));
            }
        }
    }

    /* JSON has no line ends, so one line of data is enough. */
    private static void write(OutputStream out, String event, JsonNode data) throws IOException {
        out.write(("event: " + event + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void close() {
        closed = true;
        endSubscription();
    }
}
