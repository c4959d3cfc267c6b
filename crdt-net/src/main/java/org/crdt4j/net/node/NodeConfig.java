// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.time.Duration;
import java.util.List;
import org.crdt4j.net.antientropy.AntiEntropy;
import org.crdt4j.net.dissemination.Outbox;
import org.crdt4j.net.membership.Liveness;
import org.crdt4j.net.membership.Pace;
import org.crdt4j.net.membership.Seeds;
import org.crdt4j.net.transport.PeerAddress;

/** Everything a node was told by its builder, and how the protocols want to hear it. */
record NodeConfig(
        String cluster,
        PeerAddress listen,
        List<PeerAddress> seeds,
        Duration interval,
        Duration longestInterval,
        Duration firstReconnect,
        Duration longestReconnect,
        NodeTimers timers,
        NodeLimits limits) {

    /** How many parts of answers may be under way to a peer before it has acknowledged some. */
    static final int WINDOW = 16;

    /** After how many parts a peer acknowledges them; the window must be larger, for fewer may stay unacknowledged for ever. */
    static final int ACKNOWLEDGED_AT_ONCE = 4;

    /** The shortest time to object to a suspicion, in probes. */
    private static final int SUSPICION = 3;

    NodeConfig {
        NodeTimers.positive("interval", interval);
        NodeTimers.positive("reconnect", firstReconnect);
        if (longestInterval.compareTo(interval) < 0 || longestReconnect.compareTo(firstReconnect) < 0) {
            throw new IllegalArgumentException(
                    "the longest wait must not be shorter than the first: intervals " + interval + " to "
                            + longestInterval + ", reconnects " + firstReconnect + " to " + longestReconnect);
        }
        seeds = List.copyOf(seeds);
    }

    Liveness.Patience patience() {
        return new Liveness.Patience(
                timers.handshake().toNanos(),
                timers.ping().toNanos(),
                timers.silence().toNanos());
    }

    Seeds.Pace seedPace() {
        return new Seeds.Pace(firstReconnect.toNanos(), longestReconnect.toNanos());
    }

    Pace membershipPace() {
        long probe = timers.probe().toNanos();
        return new Pace(probe, probe * 2 / 5, SUSPICION, timers.forget().toNanos());
    }

    AntiEntropy.Pace antiEntropyPace() {
        return new AntiEntropy.Pace(
                interval.toNanos(), longestInterval.toNanos(), timers.silence().toNanos());
    }

    Outbox.Capacity outboxCapacity() {
        return new Outbox.Capacity(limits.queuedPushes(), limits.queuedBytes(), limits.queuedAnswers(), WINDOW);
    }
}
