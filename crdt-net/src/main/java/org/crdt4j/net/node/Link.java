// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.ArrayDeque;
import java.util.Deque;
import org.crdt4j.net.dissemination.Outbox;
import org.crdt4j.net.membership.Liveness;
import org.crdt4j.net.message.Identity;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.transport.Credentials;
import org.crdt4j.net.transport.PeerAddress;
import org.jspecify.annotations.Nullable;

/** One connection as the {@link Engine} sees it. Everything that is not final or volatile belongs to the engine. */
final class Link {

    enum Phase {
        /** The handshake goes on. */
        GREETING,
        /** Both sides know each other. */
        OPEN,
        /** This node is closing: what is queued still gets out, then a farewell. */
        LEAVING,
        /** The last messages are on their way out; what comes in is thrown away. */
        ENDING,
        /** Nothing more is to be done. */
        ENDED
    }

    /** The most pongs that wait: a peer that pings faster than it reads must not fill the memory. */
    private static final int PONGS = 16;

    /** The most messages about members and the like that wait; what is lost beyond that is found by comparing. */
    private static final int CONTROLS = 256;

    final boolean dialed;
    final PeerAddress remote;
    final @Nullable PeerAddress seed;
    final long attempt;
    final Liveness liveness;
    final Outbox outbox;
    final Deque<Message> control = new ArrayDeque<>();

    Phase phase = Phase.GREETING;

    @Nullable
    Identity peer;

    /** What the connection has found out about the peer; none until it has. */
    Credentials credentials = Credentials.none();

    boolean finished;
    long endBy = Long.MAX_VALUE;
    /** Parts of answers that were taken and not yet acknowledged. */
    int taken;

    /** Whether one of the two ends has given the link up because it had enough others. */
    boolean spare;

    /** Since when an answer waits for the peer to acknowledge; {@link Long#MAX_VALUE} while none does. */
    long blockedSince = Long.MAX_VALUE;

    private final Deque<Message> pongs = new ArrayDeque<>();

    /** Whether the handshake was ever done; the reader allows larger frames from then on. */
    volatile boolean established;

    /** Since when the writer waits for the peer to take bytes; {@link Long#MAX_VALUE} while it does not. */
    volatile long writingSince = Long.MAX_VALUE;

    Link(
            boolean dialed,
            PeerAddress remote,
            @Nullable PeerAddress seed,
            long attempt,
            Liveness liveness,
            Outbox outbox) {
        this.dialed = dialed;
        this.remote = remote;
        this.seed = seed;
        this.attempt = attempt;
        this.liveness = liveness;
        this.outbox = outbox;
    }

    /** Adds a message that can be lost. Returns false if it is, because the peer reads too slowly. */
    boolean say(Message message) {
        return control.size() < CONTROLS && control.add(message);
    }

    /** A ping is to be answered. */
    void answer(Message.Ping ping) {
        if (pongs.size() >= PONGS) {
            pongs.remove();
        }
        pongs.add(new Message.Pong(ping.token()));
    }

    /** What to write next; null if there is nothing now. */
    @Nullable
    Outgoing poll() {
        Message ready = control.poll();
        if (ready == null) {
            ready = pongs.poll();
        }
        if (ready == null && taken >= NodeConfig.ACKNOWLEDGED_AT_ONCE) {
            ready = new Message.Ack(Math.min(taken, 255));
            taken -= Math.min(taken, 255);
        }
        if (ready != null) {
            return new Outgoing.Ready(ready);
        }
        Outbox.Item item = phase == Phase.OPEN || phase == Phase.LEAVING ? outbox.poll() : null;
        if (item instanceof Outbox.Item.Push push) {
            return new Outgoing.Ready(new Message.Data(Message.Data.Kind.PUSH, push.body()));
        } else if (item instanceof Outbox.Item.Answer answer) {
            return new Outgoing.Part(answer.parts());
        } else if (item instanceof Outbox.Item.Digest) {
            return new Outgoing.Digest();
        }
        return pollEnd();
    }

    private @Nullable Outgoing pollEnd() {
        if (phase == Phase.LEAVING) {
            phase = Phase.ENDING;
            return new Outgoing.Ready(new Message.Bye());
        }
        if (phase == Phase.ENDING && !finished) {
            finished = true;
            return new Outgoing.Finish();
        }
        return null;
    }

    @Override
    public String toString() {
        return (dialed ? "to " : "from ") + remote;
    }
}
