// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;

/** A place where a replica runs: it can be stopped and started, and lose its storage; messages come to the place, whoever lives there. */
final class SimulatedSite {

    final int number;
    private final ProtocolSimulation.Plan plan;
    private final Map<String, SimulatedKind<?, ?, ?>> objects;
    private final SimulatedHistory history;
    private final InstantSource time;
    private final Consumer<byte[]> pushes;
    private final SimulatedLedger ledger = new SimulatedLedger();
    private InMemoryStorage storage = new InMemoryStorage();
    private ReplicaId id;
    private Replica replica;
    private VersionVector version = VersionVector.empty();
    private long collected;
    private long scans;
    private long holes;
    boolean mayWrite;

    SimulatedSite(
            int number,
            ProtocolSimulation.Plan plan,
            Map<String, SimulatedKind<?, ?, ?>> objects,
            SimulatedHistory history,
            InstantSource time,
            Consumer<byte[]> pushes) {
        this.number = number;
        this.plan = plan;
        this.objects = objects;
        this.history = history;
        this.time = time;
        this.pushes = pushes;
        id = ReplicaId.of(number + 1);
        replica = open();
    }

    private Replica open() {
        Replica opened = Replica.builder("site" + number)
                .id(id)
                .storage(storage)
                .time(time)
                .retention(Duration.ofMillis(plan.retentionMillis()))
                .portions(plan.portions())
                .rules(plan.rules())
                .open();
        opened.onPush(pushes);
        return opened;
    }

    Replica replica() {
        return replica;
    }

    ReplicaId id() {
        return id;
    }

    /** What all replicas that ever ran here have counted. */
    ProtocolSimulation.Totals totals() {
        ReplicaStats stats = replica.stats();
        return ProtocolSimulation.Totals.NONE.withCounted(
                collected + stats.collected(), scans + stats.scansCompleted(), holes + stats.holes());
    }

    private void close() {
        ReplicaStats stats = replica.stats();
        collected += stats.collected();
        scans += stats.scansCompleted();
        holes += stats.holes();
        replica.close();
    }

    /** One random event on one random object; how many events that were. */
    void act(RandomGenerator random) {
        String object = List.copyOf(objects.keySet()).get(random.nextInt(objects.size()));
        SimulatedKind<?, ?, ?> kind = objects.get(object);
        if (!kind.isSettled(replica, object)) {
            return; // the history knows only authors that see the effect of all that they reflect
        }
        SimulatedHistory.Draft draft =
                history.draft(object, kind, id, replica.reflected(object), kind.value(replica, object));
        long before = replica.version().get(id);
        kind.act(replica, object, draft, random, HybridTimestamp.of(time.millis(), 0));
        long after = replica.version().get(id);
        if (after > before) {
            history.add(object, after, draft);
        } else if (draft.isEventOf(kind)) {
            throw new IllegalStateException("a change of " + object + " left no event");
        }
        checkObject(object);
    }

    /** One random change of several objects at once. */
    void transfer(RandomGenerator random) {
        ledger.act(replica, random);
        ledger.check(replica);
    }

    void checkLedger(SimulatedSite other) {
        ledger.checkEqual(replica, other.replica);
    }

    /** Stops and starts again: nothing may be lost. */
    void restart() {
        VersionVector before = replica.version();
        close();
        replica = open();
        if (!replica.id().equals(id) || !replica.version().equals(before)) {
            throw new IllegalStateException(
                    id + " was at " + before + ", and came back as " + replica.id() + " at " + replica.version());
        }
    }

    /** Stops, loses its storage, and starts as somebody else, or, against all rules, under the same identity. */
    void crash(boolean sameIdentity) {
        close();
        storage = new InMemoryStorage();
        id = sameIdentity ? id : id.nextIncarnation();
        version = VersionVector.empty();
        mayWrite = sameIdentity;
        replica = open();
    }

    /** Whatever has happened, the value of each object is that of the events which this replica says it reflects. */
    void check() {
        replica.checkInvariants();
        VersionVector now = replica.version();
        if (!now.covers(version)) {
            throw new IllegalStateException("the version fell from " + version + " to " + now);
        }
        version = now;
        ledger.check(replica);
        objects.keySet().forEach(this::checkObject);
    }

    private void checkObject(String object) {
        DotCover seen = replica.reflected(object);
        SimulatedKind<?, ?, ?> kind = objects.get(object);
        Object value = kind.value(replica, object);
        if (kind.isSettled(replica, object) && !history.allows(object, kind, seen, value)) {
            throw new IllegalStateException("site " + number + " has " + object + " (" + kind + ") = " + value
                    + ", but what it has seen means " + kind.expected(history.live(object, seen)));
        }
    }

    /** When nothing is under way, each value is that of the events which this replica has seen. */
    void checkExactly() {
        objects.forEach((object, kind) -> {
            Object expected = kind.expected(history.live(object, replica.reflected(object)));
            if (kind.isSettled(replica, object) && !expected.equals(kind.value(replica, object))) {
                throw new IllegalStateException("in the end site " + number + " has " + object + " (" + kind + ") = "
                        + kind.value(replica, object) + ", but what it has seen means " + expected);
            }
        });
    }

    Map<String, Object> values() {
        Map<String, Object> values = new TreeMap<>();
        objects.forEach((name, kind) -> values.put(name, kind.value(replica, name)));
        return values;
    }
}
