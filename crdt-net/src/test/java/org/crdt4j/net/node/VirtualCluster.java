// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.message.Assembler;
import org.crdt4j.net.message.Budget;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.FrameDecoder;
import org.crdt4j.net.message.Identity;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.message.RefusedException;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.replica.Reaction;

/**
 * Many {@link Engine}s on virtual time, in one thread, from one seed: the decisions of production without its sockets and threads. A
 * frame takes a random time and can get lost; frames of one connection arrive in order, as over TCP. A wall swallows everything
 * between two groups of nodes without closing anything.
 */
final class VirtualCluster<P extends Participant> {
    private static final long FASTEST_NANOS = 100_000;
    private static final long SLOWEST_NANOS = 20_000_000;

    private record Event(long time, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /** One end of a connection. */
    private final class End {
        private final Node node;
        private final Link link;
        private final FrameDecoder decoder = new FrameDecoder(Frame.GREETING_LIMIT);
        private final Assembler assembler = new Assembler(1 << 20, new Budget(1 << 21));
        private End other;
        private long lastArrival;
        private boolean closed;

        End(Node node, Link link) {
            this.node = node;
            this.link = link;
        }
    }

    /** A node: what {@link Driver} and {@link Wire} are to a real one. */
    final class Node implements NodeListener {
        final P replica;
        final PeerAddress address;
        final Engine engine;
        final Map<Link, End> ends = new HashMap<>();
        int side;
        int losses;
        boolean up = true;
        private long tickAt = Long.MAX_VALUE;

        Node(P replica, PeerAddress address, List<PeerAddress> seeds) {
            this.replica = replica;
            this.address = address;
            NodeConfig config = new NodeConfig(
                    "sim",
                    address,
                    seeds,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofMillis(50),
                    Duration.ofSeconds(1),
                    NodeTimers.standard(),
                    limits);
            Identity identity = new Identity("sim", replica.id(), replica.name(), random.nextLong());
            engine = new Engine(identity, config, random.split(), new Counters(), now);
            replica.onPush(body -> step(engine -> engine.pushed(body, now)));
            schedule(now, this::tick);
        }

        @Override
        public void unlinked(ReplicaId peer, String name) {
            losses++;
        }

        void step(Consumer<Engine> step) {
            step.accept(engine);
            engine.outputs().takeDeadlineMoved();
            engine.outputs().take().forEach(this::perform);
            long deadline = Math.max(engine.deadline(), now);
            if (deadline < tickAt) {
                tickAt = deadline;
                schedule(deadline, this::tick);
            }
        }

        private void tick() {
            if (up && (now >= tickAt || tickAt == Long.MAX_VALUE)) {
                tickAt = Long.MAX_VALUE;
                step(engine -> engine.tick(now));
            }
        }

        private void perform(Action action) {
            if (action instanceof Action.Dial dial) {
                schedule(now + delay(), () -> dial(this, dial.seed()));
            } else if (action instanceof Action.Wake wake) {
                schedule(now, () -> pump(ends.get(wake.link())));
            } else if (action instanceof Action.Close close) {
                schedule(now, () -> close(ends.get(close.link())));
            } else if (action instanceof Action.Tell tell) {
                tell.event().accept(this);
            }
        }

        /** The process dies, or its machine: nobody is told. */
        void crash() {
            up = false;
            List.copyOf(ends.values()).forEach(end -> end.closed = true);
        }
    }

    private final SplittableRandom random;
    private final IntFunction<P> replicas;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Map<PeerAddress, Node> nodes = new LinkedHashMap<>();
    private final StringBuilder trace = new StringBuilder();
    private long eventNumber;
    long now;
    double loss;
    long frames;
    long dials;
    final long[] framesOfType = new long[32];
    NodeLimits limits = NodeLimits.standard();

    /**
     * A cluster without nodes.
     *
     * @param seed decides everything that is not decided by the test
     * @param replicas makes the replica behind the node of a port
     */
    VirtualCluster(long seed, IntFunction<P> replicas) {
        random = new SplittableRandom(seed);
        this.replicas = replicas;
    }

    List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    static PeerAddress address(int port) {
        return new PeerAddress("node", port);
    }

    Node add(int port, int... seedPorts) {
        List<PeerAddress> seeds = new ArrayList<>();
        for (int seed : seedPorts) {
            seeds.add(address(seed));
        }
        Node node = new Node(replicas.apply(port), address(port), seeds);
        nodes.put(node.address, node);
        return node;
    }

    /** Nodes that have all of them among their seeds, themselves included. */
    List<Node> mesh(int count) {
        int[] all = new int[count];
        for (int i = 0; i < count; i++) {
            all[i] = i + 1;
        }
        List<Node> mesh = new ArrayList<>();
        for (int port : all) {
            mesh.add(add(port, all));
        }
        return mesh;
    }

    /** Nodes that know one other each, and look for nobody else. */
    List<Node> chain(int count) {
        limits = limits.withMembers(1000, 0);
        List<Node> chain = new ArrayList<>();
        for (int port = 1; port <= count; port++) {
            chain.add(port == 1 ? add(1) : add(port, port - 1));
        }
        return chain;
    }

    /** Every time the same seed gives the same story, the same text. */
    String trace() {
        return trace.toString();
    }

    private void schedule(long time, Runnable action) {
        events.add(new Event(time, eventNumber++, action));
    }

    private long delay() {
        return random.nextLong(FASTEST_NANOS, SLOWEST_NANOS);
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

    private void dial(Node from, PeerAddress address) {
        dials++;
        Node to = nodes.get(address);
        if (to == null || !to.up || from.side != to.side) {
            from.step(engine -> engine.dialFailed(address, now));
            return;
        }
        from.step(engine -> {
            Link dialed = engine.dialed(address, now);
            if (dialed != null) {
                from.ends.put(dialed, new End(from, dialed));
            }
        });
        End near = newest(from);
        to.step(engine -> {
            Link accepted = engine.accepted(new PeerAddress("node" + from.address.port(), from.address.port()), now);
            if (accepted != null) {
                End far = new End(to, accepted);
                to.ends.put(accepted, far);
                near.other = far;
                far.other = near;
            }
        });
        pump(near);
    }

    private End newest(Node node) {
        return node.ends.values().stream()
                .filter(end -> end.link.dialed)
                .max((a, b) -> Long.compare(a.link.attempt, b.link.attempt))
                .orElseThrow();
    }

    private void pump(End end) {
        if (end == null || end.closed || !end.node.up) {
            return;
        }
        Outgoing next = end.node.engine.poll(end.link);
        while (next != null) {
            if (next instanceof Outgoing.Ready ready) {
                send(end, Frame.encode(ready.message()));
            } else if (next instanceof Outgoing.Digest) {
                send(end, Frame.encode(new Data(Data.Kind.DIGEST, end.node.replica.digest())));
            } else if (next instanceof Outgoing.Part part) {
                Iterator<byte[]> parts = part.parts();
                byte[] body = parts.next();
                send(end, Frame.encode(new Data(parts.hasNext() ? Data.Kind.PART : Data.Kind.END, body)));
                if (parts.hasNext()) {
                    end.node.engine.resume(end.link, parts);
                }
            } else {
                schedule(now + delay(), () -> close(end));
            }
            next = end.node.engine.poll(end.link);
        }
    }

    private void send(End from, byte[] frame) {
        frames++;
        framesOfType[frame[3]]++;
        trace.append(now)
                .append(' ')
                .append(from.node.address.port())
                .append(' ')
                .append(frame[3])
                .append('\n');
        End to = from.other;
        if (random.nextDouble() >= loss && to != null) {
            to.lastArrival = Math.max(to.lastArrival, now + delay());
            schedule(to.lastArrival, () -> arrive(from, to, frame));
        }
    }

    private void arrive(End from, End to, byte[] frame) {
        if (to.closed || !to.node.up || from.node.side != to.node.side) {
            return;
        }
        try {
            to.decoder.feed(frame, 0, frame.length);
            Message message = to.decoder.next();
            Data[] data = new Data[1];
            RefusedException[] refusal = new RefusedException[1];
            to.node.step(engine -> {
                try {
                    data[0] = engine.received(to.link, message, now);
                } catch (RefusedException e) {
                    refusal[0] = e;
                }
            });
            if (refusal[0] != null) {
                throw refusal[0];
            }
            if (to.link.established) {
                to.decoder.limit(Frame.LIMIT);
            }
            Data whole = data[0] == null ? null : to.assembler.add(data[0]);
            if (whole != null) {
                to.assembler.release();
                Reaction reaction = to.node.replica.receive(whole.body());
                Iterator<byte[]> replies = reaction.replies().hasNext() ? reaction.replies() : null;
                to.node.step(engine -> engine.reacted(to.link, whole, reaction.grew(), replies, now));
            }
        } catch (RefusedException e) {
            RejectReason reason = e.reason();
            to.node.step(engine -> engine.refuse(to.link, reason, now));
        }
    }

    private void close(End end) {
        if (end == null || end.closed) {
            return;
        }
        end.closed = true;
        end.node.ends.remove(end.link);
        end.node.step(engine -> engine.closed(end.link, now));
        End other = end.other;
        if (other != null && other.node.side == end.node.side) {
            other.lastArrival = Math.max(other.lastArrival, now + delay());
            schedule(other.lastArrival, () -> close(other));
        }
    }
}
