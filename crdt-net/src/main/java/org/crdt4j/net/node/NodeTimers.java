// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.time.Duration;

/**
 * How patient a node is with a connection.
 *
 * @param connect how long to wait for an answer when dialing
 * @param handshake how long a new connection may take until both sides know each other
 * @param ping after how much silence to ask for a sign of life
 * @param silence after how much silence to give a peer up; longer than {@code ping}
 * @param write how long a peer may take no bytes before it is given up
 * @param close how long {@link GossipNode#close()} waits for queued messages to get out
 * @param quarantine how long a peer that has sent damaged bytes must stay away
 * @param probe how often the node finds out whether a member lives; a member has two fifths of it to answer
 * @param forget how long a member that is dead or has left is remembered; at least {@code probe}
 */
public record NodeTimers(
        Duration connect,
        Duration handshake,
        Duration ping,
        Duration silence,
        Duration write,
        Duration close,
        Duration quarantine,
        Duration probe,
        Duration forget) {

    /** Checks that each is positive and that a ping has a chance. */
    public NodeTimers {
        positive("connect", connect);
        positive("handshake", handshake);
        positive("ping", ping);
        positive("silence", silence);
        positive("write", write);
        positive("close", close);
        positive("quarantine", quarantine);
        positive("probe", probe);
        if (forget.compareTo(probe) < 0) {
            throw new IllegalArgumentException("forget, " + forget + ", must not be shorter than probe, " + probe);
        }
        if (silence.compareTo(ping) <= 0) {
            throw new IllegalArgumentException("silence, " + silence + ", must be longer than ping, " + ping);
        }
    }

    /**
     * What a node uses unless told otherwise: connect 3 s, handshake 5 s, ping 3 s, silence 10 s, write 10 s, close 2 s,
     * quarantine 30 s, probe 500 ms, forget 1 h.
     *
     * @return the timers
     */
    public static NodeTimers standard() {
        return new NodeTimers(
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                Duration.ofHours(1));
    }

    /**
     * The same with another patience for the handshake.
     *
     * @param newHandshake how long it may take
     * @return the timers
     */
    public NodeTimers withHandshake(Duration newHandshake) {
        return new NodeTimers(connect, newHandshake, ping, silence, write, close, quarantine, probe, forget);
    }

    /**
     * The same with another patience for silence.
     *
     * @param newPing when to ask for a sign of life
     * @param newSilence when to give up
     * @return the timers
     */
    public NodeTimers withSilence(Duration newPing, Duration newSilence) {
        return new NodeTimers(connect, handshake, newPing, newSilence, write, close, quarantine, probe, forget);
    }

    /**
     * The same with another patience for a peer that takes no bytes.
     *
     * @param newWrite how long it may take none
     * @return the timers
     */
    public NodeTimers withWrite(Duration newWrite) {
        return new NodeTimers(connect, handshake, ping, silence, newWrite, close, quarantine, probe, forget);
    }

    /**
     * The same with another quarantine.
     *
     * @param newQuarantine how long a peer that has sent damaged bytes must stay away
     * @return the timers
     */
    public NodeTimers withQuarantine(Duration newQuarantine) {
        return new NodeTimers(connect, handshake, ping, silence, write, close, newQuarantine, probe, forget);
    }

    /**
     * The same with other times for members.
     *
     * @param newProbe how often to find out whether one lives
     * @param newForget how long one that is gone is remembered
     * @return the timers
     */
    public NodeTimers withProbe(Duration newProbe, Duration newForget) {
        return new NodeTimers(connect, handshake, ping, silence, write, close, quarantine, newProbe, newForget);
    }

    static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than zero: " + duration);
        }
    }
}
