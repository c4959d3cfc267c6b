// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

/**
 * Whether the other end of one connection is still there. A closed socket is only a hint: a peer whose machine lost power, or a cut
 * cable, closes nothing. So the silence is measured, broken by a ping, and in the end taken for what it is.
 *
 * <p>Not thread-safe. Times are in nanoseconds of any clock that never goes back.
 */
public final class Liveness {

    /**
     * The patience of a connection.
     *
     * @param handshake how long the handshake may take
     * @param ping after how much silence to ping
     * @param silence after how much silence to give up
     */
    public record Patience(long handshake, long ping, long silence) {

        /** Checks that a ping has a chance. */
        public Patience {
            if (handshake <= 0 || ping <= 0 || silence <= ping) {
                throw new IllegalArgumentException("a peer must have time to answer: handshake " + handshake
                        + " ns, ping after " + ping + " ns, silence " + silence + " ns");
            }
        }
    }

    /** What is to do. */
    public enum Due {
        /** Nothing before {@link #deadline()}. */
        NOTHING,
        /** Send a ping. */
        PING,
        /** Close: the handshake takes too long. */
        LATE_HANDSHAKE,
        /** Close: the peer is silent. */
        SILENT
    }

    private final Patience patience;
    private final long born;
    private boolean established;
    private long lastHeard;
    private long lastPing;

    /**
     * Watches a new connection.
     *
     * @param patience how long to wait for what
     * @param now the time
     */
    public Liveness(Patience patience, long now) {
        this.patience = patience;
        born = now;
        lastHeard = now;
        lastPing = now;
    }

    /**
     * The handshake is done.
     *
     * @param now the time
     */
    public void established(long now) {
        established = true;
        heard(now);
        lastPing = now;
    }

    /**
     * A whole message arrived. Pieces of a message do not count, or a peer that sends a byte a minute would be alive.
     *
     * @param now the time
     */
    public void heard(long now) {
        lastHeard = now;
    }

    /**
     * When the peer was last heard.
     *
     * @return the time
     */
    public long lastHeard() {
        return lastHeard;
    }

    /**
     * What is to do now. A ping counts as sent when it is returned.
     *
     * @param now the time
     * @return the one thing that is due
     */
    public Due check(long now) {
        if (!established) {
            return now - born >= patience.handshake() ? Due.LATE_HANDSHAKE : Due.NOTHING;
        }
        if (now - lastHeard >= patience.silence()) {
            return Due.SILENT;
        }
        if (now >= nextPing()) {
            lastPing = now;
            return Due.PING;
        }
        return Due.NOTHING;
    }

    /**
     * When to {@linkplain #check check} again, unless something is heard before.
     *
     * @return the time
     */
    public long deadline() {
        return established ? Math.min(lastHeard + patience.silence(), nextPing()) : born + patience.handshake();
    }

    private long nextPing() {
        return Math.max(lastHeard, lastPing) + patience.ping();
    }
}
