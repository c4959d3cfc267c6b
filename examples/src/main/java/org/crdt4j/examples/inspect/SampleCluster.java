// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.inspect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.replica.Replica;

/** Three replicas in this process that gossip over real sockets, and somebody who changes them all the time. */
final class SampleCluster implements AutoCloseable {

    private static final List<String> NAMES = List.of("eu", "us", "asia");
    private static final List<String> ARTICLES = List.of("lamp", "mug", "chair", "clock", "scarf");
    private static final List<String> PLACES = List.of("harbour", "airport", "station", "market", "depot");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 400;
    private static final int DRIVERS = 8;
    private static final int SEED = 7;

    private final List<Replica> replicas = new ArrayList<>();
    private final List<GossipNode> nodes = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread life = new Thread(this::live, "crdt4j-sample");

    /** Starts it; returns when all are linked, or after a while. */
    static SampleCluster start() {
        SampleCluster cluster = new SampleCluster();
        NAMES.forEach(cluster::add);
        cluster.node().awaitPeers(NAMES.size() - 1, PATIENCE);
        cluster.replicas
                .get(0)
                .update(tx -> ARTICLES.forEach(
                        article -> tx.counter("stock/" + article).increment(100)));
        cluster.life.setDaemon(true);
        cluster.life.start();
        return cluster;
    }

    private void add(String name) {
        Replica replica = Replica.builder(name).open();
        replicas.add(replica);
        List<String> seeds =
                nodes.stream().map(node -> node.address().toString()).toList();
        nodes.add(
                GossipNode.builder(replica).listen("127.0.0.1", 0).seeds(seeds).start());
    }

    GossipNode node() {
        return nodes.get(0);
    }

    private void live() {
        try {
            while (!ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                change();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void change() {
        Replica replica = replicas.get(random.nextInt(replicas.size()));
        String article = ARTICLES.get(random.nextInt(ARTICLES.size()));
        switch (random.nextInt(4)) {
            case 0 ->
                replica.<String, String>map("drivers")
                        .put("driver-" + random.nextInt(DRIVERS), PLACES.get(random.nextInt(PLACES.size())));
            case 1 -> replica.<String>set("carts/" + replica.name()).add(article);
            case 2 -> replica.<String>set("carts/" + replica.name()).remove(article);
            default -> replica.counter("stock/" + article).increment(random.nextInt(3) - 1);
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            life.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        nodes.forEach(GossipNode::close);
        replicas.forEach(Replica::close);
    }
}
