// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.inspector;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.crdt4j.net.node.GossipNode;
import org.jspecify.annotations.Nullable;

/**
 * Serves a page about a node and its replica.
 *
 * <pre>{@code
 * try (var inspector = Inspector.attach(node).listen(8274)) {
 *     System.out.println(inspector.url());
 *     ...
 * }
 * }</pre>
 *
 * <p>The page only reads: it cannot change an object. It shows names and values to everybody who can open it, so it listens on the
 * loopback interface, and answers only requests that name a loopback address, lest a page from elsewhere reads it through the
 * visitor's browser. To look at it from another machine, use a tunnel such as that of SSH.
 *
 * <p>While nobody looks, it costs nothing but its threads' memory. While somebody does, each change of an object is turned into text
 * once, and the state is read once a second and visitor. Close it before the replica. Thread-safe.
 */
public final class Inspector implements AutoCloseable {

    /* One thread for each visitor that listens to changes, and some for the rest. */
    private static final int THREADS = ChangeFeed.MOST_VISITORS + 4;

    private final GossipNode node;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;
    private @Nullable ChangeFeed feed;

    private Inspector(GossipNode node) {
        this.node = node;
    }

    /**
     * Prepares a page about a node. It is served once {@link #listen} is called.
     *
     * @param node the node, and with it its replica
     * @return the inspector
     */
    public static Inspector attach(GossipNode node) {
        return new Inspector(node);
    }

    /**
     * Serves the page on the loopback interface.
     *
     * @param port where; 0 for any that is free
     * @return this
     * @throws IllegalStateException if it listens already
     * @throws UncheckedIOException if the port is taken
     */
    public synchronized Inspector listen(int port) {
        if (server != null) {
            throw new IllegalStateException("listens already, on " + url());
        }
        HttpServer started;
        try {
            started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port + ": " + e.getMessage(), e);
        }
        AtomicInteger number = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "crdt4j-inspector-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        ChangeFeed changes = new ChangeFeed(node);
        started.createContext("/", new Pages(node, changes)::handle);
        started.setExecutor(pool);
        started.start();
        server = started;
        threads = pool;
        feed = changes;
        return this;
    }

    /**
     * Where the page is.
     *
     * @return such as {@code http://127.0.0.1:8274/}
     * @throws IllegalStateException unless it listens
     */
    public synchronized String url() {
        if (server == null) {
            throw new IllegalStateException("does not listen");
        }
        InetSocketAddress address = server.getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/";
    }

    /** Serves the page no more. Node and replica go on. */
    @Override
    public synchronized void close() {
        if (server != null && threads != null && feed != null) {
            feed.close();
            server.stop(0);
            threads.shutdownNow();
            server = null;
        }
    }
}
