// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.transport.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Many nodes on virtual time, in one thread, from one seed: the replicas and the {@link Engine}s of production without sockets and
 * threads. What may go wrong stands in {@link Faults}. Frames of one connection arrive in order, as over TCP, unless the faults say
 * otherwise; a wall swallows everything without closing anything. The same seed gives the same story, bit for bit.
 */
final class SimulatedCluster<P extends Participant> {
    /** How much longer than others a slow node takes. */
    private static final int SLOWNESS = 50;

    /** How many bytes may be on their way to a slow node. */
    private static final int SLOW_BUFFER = 200;

    private record Event(long time, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private record Cut(PeerAddress from, PeerAddress to) {}

    final SplittableRandom random;
    private final IntFunction<P> replicas;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Map<PeerAddress, SimulatedNode<P>> nodes = new LinkedHashMap<>();
    private final Set<Cut> cuts = new HashSet<>();
    private long eventNumber;
    private long traceHash;
    long now;
    long frames;
    long bytes;
    long pushes;
    long dials;
    NodeLimits limits = NodeLimits.standard();
    Faults faults = Faults.none();

    /**
     * A cluster without nodes.
     *
     * @param seed decides everything that is not decided by the test
     * @param replicas makes the replica behind the node of a port
     */
    SimulatedCluster(long seed, IntFunction<P> replicas) {
        random = new SplittableRandom(seed);
        this.replicas = replicas;
    }

    static PeerAddress address(int port) {
        return new PeerAddress("node" + port, port);
    }

    // --- nodes

    /** Starts a node, in place of the one that was at this port before. */
    SimulatedNode<P> add(int port, int... seedPorts) {
        List<PeerAddress> seeds = new ArrayList<>();
        for (int seed : seedPorts) {
            seeds.add(address(seed));
        }
        SimulatedNode<P> node = new SimulatedNode<>(this, replicas.apply(port), address(port), seeds);
        nodes.put(node.address, node);
        return node;
    }

    /** Nodes that have all of them among their seeds, themselves included. */
    List<SimulatedNode<P>> mesh(int count) {
        int[] all = new int[count];
        for (int i = 0; i < count; i++) {
            all[i] = i + 1;
        }
        List<SimulatedNode<P>> mesh = new ArrayList<>();
        for (int port : all) {
            mesh.add(add(port, all));
        }
        return mesh;
    }

    /** Nodes that know one other each, and look for nobody else. */
    List<SimulatedNode<P>> chain(int count) {
        limits = limits.withMembers(1000, 0);
        List<SimulatedNode<P>> chain = new ArrayList<>();
        for (int port = 1; port <= count; port++) {
            chain.add(port == 1 ? add(1) : add(port, port - 1));
        }
        return chain;
    }

    List<SimulatedNode<P>> nodes() {
        return List.copyOf(nodes.values());
    }

    // --- time

    void schedule(long time, Runnable action) {
        events.add(new Event(time, eventNumber++, action));
    }

    void run(Duration time) {
        runUntil(() -> false, time);
    }

    /** Runs until a condition holds; false if it does not within the time. */
    boolean runUntil(BooleanSupplier condition, Duration time) {
        long end = now + time.toNanos();
        while (!condition.getAsBoolean()) {
            Event next = events.peek();
            if (next == null || next.time() > end) {
                now = end;
                return false;
            }
            events.remove();
            now = next.time();
            next.action().run();
        }
        return true;
    }

    /** A number for all that happened so far: every frame, from whom, to whom, when. */
    long traceHash() {
        return traceHash;
    }

    private void trace(long value) {
        traceHash = (traceHash ^ value) * 0x9E3779B97F4A7C15L + 1;
    }

    // --- the network

    /** What one node sends to another gets lost from now on, or does so no more. */
    void cutOrHeal(SimulatedNode<P> from, SimulatedNode<P> to) {
        Cut cut = new Cut(from.address, to.address);
        if (!cuts.remove(cut)) {
            cuts.add(cut);
        }
    }

    /** Brings down all walls and cuts, and makes slow nodes quick. */
    void heal() {
        cuts.clear();
        nodes.values().forEach(node -> {
            node.side = 0;
            node.slow = false;
        });
    }

    boolean passes(SimulatedNode<P> from, SimulatedNode<P> to) {
        return from.side == to.side && !cuts.contains(new Cut(from.address, to.address));
    }

    long delay() {
        return random.nextLong(faults.fastestNanos(), faults.slowestNanos());
    }

    private long delay(SimulatedNode<P> one, SimulatedNode<P> other) {
        return one.slow || other.slow ? SLOWNESS * delay() : delay();
    }

    int buffer(SimulatedEnd<P> from) {
        boolean slow = from.node.slow || (from.other != null && from.other.node.slow);
        return slow ? SLOW_BUFFER : faults.bufferBytes();
    }

    void dial(SimulatedNode<P> from, PeerAddress address) {
        if (!from.up) {
            return;
        }
        dials++;
        SimulatedNode<P> to = nodes.get(address);
        if (to == null || !to.up || !passes(from, to) || !passes(to, from)) {
            from.step(engine -> engine.dialFailed(address, now));
            return;
        }
        SimulatedEnd<P> near = from.open(engine -> engine.dialed(address, now));
        if (near == null) {
            return;
        }
        SimulatedEnd<P> far = to.open(engine -> engine.accepted(from.address, now));
        if (far != null) {
            near.other = far;
            far.other = near;
        }
        from.pump(near);
    }

    /** Bytes of a stranger, over a connection of its own. */
    void attack(SimulatedNode<P> victim, byte[] hostile) {
        PeerAddress stranger = new PeerAddress("stranger", 1 + random.nextInt(60_000));
        SimulatedEnd<P> end = victim.open(engine -> engine.accepted(stranger, now));
        if (end != null) {
            victim.arrive(end, hostile);
        }
    }

    /** Puts a frame on its way. */
    void send(SimulatedEnd<P> from, byte[] frame, Data.@Nullable Kind kind) {
        frames++;
        bytes += frame.length;
        pushes += kind == Data.Kind.PUSH ? 1 : 0;
        from.node.bytesOut += frame.length;
        from.underWay += frame.length;
        trace(now);
        trace(from.node.address.port());
        trace(Arrays.hashCode(frame));
        SimulatedEnd<P> to = from.other;
        if (to == null) {
            return;
        }
        trace(to.node.address.port());
        boolean mayRepeat = kind == Data.Kind.PUSH || kind == Data.Kind.DIGEST;
        boolean mayOvertake = mayRepeat || kind == Data.Kind.PART || kind == Data.Kind.END;
        long arrival = now + delay(from.node, to.node);
        if (mayOvertake && chance(faults.reorder())) {
            arrival += 10 * delay(from.node, to.node);
        } else {
            arrival = Math.max(to.lastArrival, arrival);
            to.lastArrival = arrival;
        }
        boolean lost = chance(faults.loss());
        byte[] sent = chance(faults.damage()) ? damaged(frame) : frame;
        schedule(arrival, () -> {
            from.underWay -= frame.length;
            if (!lost) {
                arrive(from, to, sent);
            }
            from.node.pump(from);
        });
        if (mayRepeat && chance(faults.duplication())) {
            schedule(now + 5 * delay(from.node, to.node), () -> arrive(from, to, sent));
        }
    }

    /* draws nothing for a fault that is not there, so that it does not change the story */
    private boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    private byte[] damaged(byte[] frame) {
        byte[] damaged = frame.clone();
        damaged[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
        return damaged;
    }

    private void arrive(SimulatedEnd<P> from, SimulatedEnd<P> to, byte[] frame) {
        if (passes(from.node, to.node)) {
            to.node.arrive(to, frame);
        }
    }

    /** The other end of a connection learns that this one is closed, if anything gets through. */
    void closed(SimulatedEnd<P> end) {
        SimulatedEnd<P> other = end.other;
        if (other != null && passes(end.node, other.node)) {
            other.lastArrival = Math.max(other.lastArrival, now + delay(end.node, other.node));
            schedule(other.lastArrival, () -> other.node.close(other));
        }
    }
}
