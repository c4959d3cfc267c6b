// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.Identity;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.message.RefusedException;
import org.crdt4j.net.reason.RejectReason;
import org.crdt4j.net.transport.PeerAddress;
import org.crdt4j.replica.Reaction;
import org.jspecify.annotations.Nullable;

/** A node of a {@link SimulatedCluster}: what {@link Driver} and {@link Wire} are to a real one, around the same {@link Engine}. */
final class SimulatedNode<P extends Participant> implements NodeListener {
    private final SimulatedCluster<P> cluster;
    final P replica;
    final PeerAddress address;
    final Engine engine;
    final Map<Link, SimulatedEnd<P>> ends = new LinkedHashMap<>();

    /** On which side of a wall it is. */
    int side;

    boolean slow;
    boolean up = true;
    int losses;
    long bytesOut;
    private long tickAt = Long.MAX_VALUE;

    SimulatedNode(SimulatedCluster<P> cluster, P replica, PeerAddress address, List<PeerAddress> seeds) {
        this.cluster = cluster;
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
                cluster.limits);
        Identity identity = new Identity("sim", replica.id(), replica.name(), cluster.random.nextLong());
        engine = new Engine(identity, config, cluster.random.split(), new Counters(), cluster.now);
        replica.onPush(body -> step(engine -> engine.pushed(body, cluster.now)));
        cluster.schedule(cluster.now, this::tick);
    }

    @Override
    public void unlinked(ReplicaId peer, String name) {
        losses++;
    }

    /** The process dies, or its machine: nobody is told. */
    void crash() {
        up = false;
        ends.values().forEach(end -> end.closed = true);
    }

    // --- what Driver does

    void step(Consumer<Engine> step) {
        step.accept(engine);
        engine.outputs().takeDeadlineMoved();
        engine.outputs().take().forEach(this::perform);
        long deadline = Math.max(engine.deadline(), cluster.now);
        if (deadline < tickAt) {
            tickAt = deadline;
            cluster.schedule(deadline, this::tick);
        }
    }

    private void tick() {
        if (up && (cluster.now >= tickAt || tickAt == Long.MAX_VALUE)) {
            tickAt = Long.MAX_VALUE;
            step(engine -> engine.tick(cluster.now));
        }
    }

    private void perform(Action action) {
        if (action instanceof Action.Dial dial) {
            cluster.schedule(cluster.now + cluster.delay(), () -> cluster.dial(this, dial.seed()));
        } else if (action instanceof Action.Wake wake) {
            cluster.schedule(cluster.now, () -> pump(ends.get(wake.link())));
        } else if (action instanceof Action.Close close) {
            cluster.schedule(cluster.now, () -> close(ends.get(close.link())));
        } else if (action instanceof Action.Tell tell) {
            tell.event().accept(this);
        }
    }

    /** A connection as the engine takes it; null if it does not. */
    @Nullable
    SimulatedEnd<P> open(Function<Engine, @Nullable Link> take) {
        @Nullable Link[] taken = new Link[1];
        step(engine -> taken[0] = take.apply(engine));
        Link link = taken[0];
        if (link == null) {
            return null;
        }
        SimulatedEnd<P> end = new SimulatedEnd<>(this, link);
        ends.put(link, end);
        return end;
    }

    void close(@Nullable SimulatedEnd<P> end) {
        if (end == null || end.closed) {
            return;
        }
        end.closed = true;
        ends.remove(end.link);
        step(engine -> engine.closed(end.link, cluster.now));
        cluster.closed(end);
    }

    // --- what the writer of a Wire does

    /** Sends what there is, as long as the connection takes it. */
    void pump(@Nullable SimulatedEnd<P> end) {
        if (end == null) {
            return;
        }
        try {
            while (up && !end.closed && end.underWay < cluster.buffer(end)) {
                Outgoing next = engine.poll(end.link);
                if (next == null) {
                    return;
                }
                write(end, next);
            }
        } catch (PowerFailure failure) {
            crash();
        }
    }

    private void write(SimulatedEnd<P> end, Outgoing next) {
        if (next instanceof Outgoing.Ready ready) {
            if (ready.message() instanceof Data data) {
                send(end, data.kind(), data.body());
            } else {
                cluster.send(end, Frame.encode(ready.message()), null);
            }
        } else if (next instanceof Outgoing.Digest) {
            send(end, Data.Kind.DIGEST, replica.digest());
        } else if (next instanceof Outgoing.Part part) {
            Iterator<byte[]> parts = part.parts();
            byte[] body = parts.next();
            boolean more = parts.hasNext();
            send(end, more ? Data.Kind.PART : Data.Kind.END, body);
            if (more) {
                step(engine -> engine.resume(end.link, parts));
            }
        } else {
            cluster.schedule(cluster.now + cluster.delay(), () -> close(end));
        }
    }

    private void send(SimulatedEnd<P> end, Data.Kind kind, byte[] body) {
        Frame.<RuntimeException>encode(kind, body, frame -> cluster.send(end, frame, kind));
    }

    // --- what the reader of a Wire does

    void arrive(SimulatedEnd<P> end, byte[] bytes) {
        if (end.closed || !up || isEnding(end.link)) {
            return;
        }
        try {
            end.decoder.feed(bytes, 0, bytes.length);
            Message message = end.decoder.next();
            while (message != null && !end.closed && up) {
                take(end, message);
                if (end.link.established) {
                    end.decoder.limit(Frame.LIMIT);
                }
                message = isEnding(end.link) ? null : end.decoder.next();
            }
        } catch (RefusedException e) {
            end.assembler.release();
            step(engine -> engine.refuse(end.link, e.reason(), cluster.now));
        } catch (PowerFailure failure) {
            crash();
        }
    }

    private static boolean isEnding(Link link) {
        return link.phase == Link.Phase.ENDING || link.phase == Link.Phase.ENDED;
    }

    private void take(SimulatedEnd<P> end, Message message) throws RefusedException {
        @Nullable Data[] data = new Data[1];
        @Nullable RefusedException[] refusal = new RefusedException[1];
        step(engine -> {
            try {
                data[0] = engine.received(end.link, message, cluster.now);
            } catch (RefusedException e) {
                refusal[0] = e;
            }
        });
        if (refusal[0] != null) {
            throw refusal[0];
        }
        Data whole = data[0] == null ? null : end.assembler.add(data[0]);
        if (whole != null) {
            use(end, whole);
            end.assembler.release();
        }
    }

    private void use(SimulatedEnd<P> end, Data data) throws RefusedException {
        try {
            Reaction reaction = replica.receive(data.body());
            Iterator<byte[]> replies = reaction.replies().hasNext() ? reaction.replies() : null;
            step(engine -> engine.reacted(end.link, data, reaction.grew(), replies, cluster.now));
        } catch (CorruptDataException e) {
            throw new RefusedException(RejectReason.CORRUPT_DATA, String.valueOf(e.getMessage()));
        } catch (CrdtException e) {
            RejectReason reason =
                    e instanceof LimitExceededException ? RejectReason.LIMIT_EXCEEDED : RejectReason.REFUSED_DATA;
            step(engine -> engine.dataRefused(end.link, data, reason));
        }
    }
}
