// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.error.InsufficientRightsException;
import org.crdt4j.replica.BrokenRules;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.ReplicaBuilder;
import org.jspecify.annotations.Nullable;

/** A place where a node runs, with a disk and a clock, and somebody who uses it. */
final class SimulatedSite {
    private static final long EPOCH_MILLIS = 1_700_000_000_000L;
    private static final int SHORT_LIVED = 3;

    final int port;
    private final SimulatedCluster<Participant.Real> cluster;
    private final Ledger ledger;
    private final @Nullable BrokenRules broken;
    private final Duration retention;
    private SimulatedDisk disk;
    private SimulatedDisk backup;
    private ReplicaId firstId;
    private @Nullable SimulatedNode<Participant.Real> node;
    private VersionVector durable = VersionVector.empty();
    private VersionVector inBackup = VersionVector.empty();
    private int lives = 1;
    private int elements;
    private long skewMillis;

    SimulatedSite(
            int port,
            SimulatedCluster<Participant.Real> cluster,
            Ledger ledger,
            @Nullable BrokenRules broken,
            Duration retention) {
        this.port = port;
        this.cluster = cluster;
        this.ledger = ledger;
        this.broken = broken;
        this.retention = retention;
        firstId = ReplicaId.of(port);
        disk = new SimulatedDisk(cluster.random.split());
        backup = disk;
    }

    @Override
    public String toString() {
        return "site " + port;
    }

    // --- the machine

    /** The replica that is on the disk, or a new one if the disk is empty. */
    Replica open() {
        ReplicaBuilder builder = Replica.builder("site-" + port)
                .storage(disk)
                .retention(retention)
                .time(() -> Instant.ofEpochMilli(EPOCH_MILLIS + cluster.now / 1_000_000 + skewMillis))
                .ticker(() -> cluster.now);
        if (disk.loadSnapshot().isEmpty()) {
            builder.id(firstId);
        }
        return (broken == null ? builder : broken.breakRules(builder)).open();
    }

    void start(int... seeds) {
        disk.loseWhatWasNotForced();
        node = cluster.add(port, seeds);
    }

    void crash() {
        node().crash();
    }

    /** The disk is gone. What comes in its place is somebody else, or, against all rules, the same. */
    void loseDisk(ReplicaId next) {
        disk = new SimulatedDisk(cluster.random.split());
        firstId = next;
        durable = VersionVector.empty();
        lives++;
    }

    void makeBackup() {
        backup = disk.copy();
        inBackup = durable;
    }

    void restoreBackup() {
        disk = backup.copy();
        durable = inBackup;
        lives++;
    }

    /** A copy of this disk takes the place of that of another. */
    void cloneTo(SimulatedSite other) {
        if (other != this) {
            other.crash();
            other.disk = disk.copy();
            other.durable = durable;
            other.lives++;
        }
    }

    void failPowerWithin(int steps) {
        disk.failAfter(steps);
    }

    /** The power fails no more. */
    void repair() {
        disk.repair();
    }

    void setClock(long newSkewMillis) {
        skewMillis = newSkewMillis;
    }

    boolean isUp() {
        return node != null && node.up;
    }

    SimulatedNode<Participant.Real> node() {
        if (node == null) {
            throw new IllegalStateException(this + " was never started");
        }
        return node;
    }

    Replica replica() {
        return node().replica.replica();
    }

    NodeLimits limits() {
        return cluster.limits;
    }

    /** How many disks it has had. */
    int lives() {
        return lives;
    }

    /** What is on its disk for sure. */
    VersionVector durable() {
        return durable;
    }

    /** All calls have returned: what the replica knows is on the disk. */
    void noteDurable() {
        durable = replica().version();
    }

    // --- what there is

    Set<String> tags() {
        return new TreeSet<>(replica().<String>set("tags").snapshot());
    }

    long stock() {
        return replica().counter("stock").value();
    }

    long rights() {
        return replica().boundedCounter("rights").bigValue().longValueExact();
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("tags", tags());
        values.put("stock", stock());
        values.put("rights", rights());
        values.put("prices", replica().map("prices").snapshot());
        for (int i = 0; i < SHORT_LIVED; i++) {
            values.put("short-lived-" + i, replica().set("short-lived-" + i).snapshot());
        }
        return values;
    }

    // --- the user

    /** Changes something. The power may fail meanwhile. */
    void act(RandomGenerator random, List<SimulatedSite> all) {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> add();
            case 4, 5 -> remove(random);
            case 6, 7 -> {
                long amount = 1L + random.nextInt(9);
                count("stock", amount, () -> replica().counter("stock").increment(amount));
            }
            case 8 ->
                count("rights", 5, () -> replica().boundedCounter("rights").increment(5));
            case 9 -> {
                long amount = 1L + random.nextInt(3);
                count(
                        "rights",
                        -amount,
                        () -> replica().boundedCounter("rights").decrement(amount));
            }
            case 10 -> transfer(all.get(random.nextInt(all.size())));
            case 11 ->
                attempt(() ->
                        replica().<String, Integer>map("prices").put("sku-" + random.nextInt(5), random.nextInt(100)));
            case 12 -> attempt(() -> replica().<String>set(shortLived(random)).add("x" + random.nextInt(3)));
            default -> attempt(() -> replica().<String>set(shortLived(random)).delete());
        }
    }

    private static String shortLived(RandomGenerator random) {
        return "short-lived-" + random.nextInt(SHORT_LIVED);
    }

    private void add() {
        String element = port + "-" + ++elements;
        ReplicaId id = replica().id();
        boolean acknowledged = attempt(() -> replica().<String>set("tags").add(element));
        ledger.added(id, lastEvent(id), element, acknowledged);
    }

    private void remove(RandomGenerator random) {
        List<String> there = List.copyOf(tags());
        if (!there.isEmpty()) {
            String element = there.get(random.nextInt(there.size()));
            ReplicaId id = replica().id();
            boolean acknowledged = attempt(() -> replica().<String>set("tags").remove(element));
            ledger.removed(id, lastEvent(id), element, acknowledged);
        }
    }

    private void count(String counter, long amount, Runnable update) {
        ReplicaId id = replica().id();
        try {
            boolean acknowledged = attempt(update);
            ledger.counted(id, lastEvent(id), counter, amount, acknowledged);
        } catch (InsufficientRightsException e) {
            if (amount >= 0) {
                throw e;
            }
        }
    }

    private void transfer(SimulatedSite to) {
        var counter = replica().boundedCounter("rights");
        if (to != this
                && to.isUp()
                && !to.replica().id().equals(replica().id())
                && counter.ownRights().signum() > 0) {
            attempt(() -> counter.transfer(1, to.replica().id()));
        }
    }

    private long lastEvent(ReplicaId id) {
        return replica().version().get(id);
    }

    /* whether it returned */
    private boolean attempt(Runnable update) {
        try {
            update.run();
            return true;
        } catch (PowerFailure failure) {
            node().crash();
            return false;
        }
    }
}
