// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.crdt4j.error.LimitExceededException;

/**
 * Mints {@linkplain HybridTimestamp hybrid timestamps} that never go back, and that are later than all that it was told of.
 *
 * <p>Thread-safe. A clock that is set back is not noticed by its users: the counter rises until the wall clock has caught up.
 */
public final class HybridClock {

    /** How far ahead of the wall clock a remote timestamp may be unless said otherwise. */
    public static final Duration DEFAULT_MAX_SKEW = Duration.ofSeconds(60);

    private final InstantSource source;
    private final long maxSkewMillis;
    /* a packed timestamp; whoever raises it first has minted it */
    private final AtomicLong last;

    /**
     * A clock with the default limit.
     *
     * @param source the wall clock
     */
    public HybridClock(InstantSource source) {
        this(source, DEFAULT_MAX_SKEW, HybridTimestamp.ZERO);
    }

    /**
     * A clock.
     *
     * @param source the wall clock
     * @param maxSkew how far ahead of the wall clock a remote timestamp may be
     * @param startAfter a bound below which it must not mint, from before a restart
     */
    public HybridClock(InstantSource source, Duration maxSkew, HybridTimestamp startAfter) {
        this.source = Objects.requireNonNull(source, "source");
        if (maxSkew.isNegative()) {
            throw new IllegalArgumentException("maxSkew must not be negative: " + maxSkew);
        }
        /* no timestamp is further ahead than that, and sums with it do not overflow */
        Duration most = Duration.ofMillis(HybridTimestamp.MAX_MILLIS);
        this.maxSkewMillis = (maxSkew.compareTo(most) < 0 ? maxSkew : most).toMillis();
        this.last = new AtomicLong(startAfter.packed());
    }

    /**
     * The next timestamp.
     *
     * @return a timestamp greater than all that were minted or observed before
     */
    public HybridTimestamp next() {
        return new HybridTimestamp(nextAfter(0));
    }

    /**
     * The next timestamp, also after one that is at hand.
     *
     * @param bound a timestamp that has been seen
     * @return a timestamp greater than {@code bound} and than all that were minted or observed before
     * @throws IllegalStateException if there is none after {@code bound}; the clock goes on as if it had not been asked
     */
    public HybridTimestamp nextAfter(HybridTimestamp bound) {
        return new HybridTimestamp(nextAfter(bound.packed()));
    }

    /**
     * The next timestamp, also after one that is at hand, both {@linkplain HybridTimestamp#packed() packed}.
     *
     * @param bound a timestamp that has been seen
     * @return a timestamp greater than {@code bound} and than all that were minted or observed before
     * @throws IllegalStateException if there is none after {@code bound}; the clock goes on as if it had not been asked
     */
    public long nextAfter(long bound) {
        long wall = HybridTimestamp.pack(wallMillis(), 0);
        while (true) {
            long before = last.get();
            long latest = Long.compareUnsigned(bound, before) > 0 ? bound : before;
            long next = Long.compareUnsigned(wall, latest) > 0 ? wall : HybridTimestamp.next(latest);
            if (last.compareAndSet(before, next)) {
                return next;
            }
        }
    }

    private long wallMillis() {
        return Math.max(0, source.millis());
    }

    /**
     * Refuses a remote timestamp that is too far in the future. Only the future is limited: old timestamps are normal.
     *
     * @param remote a timestamp from another replica
     * @throws LimitExceededException if it is further ahead of the wall clock than the limit
     */
    public void check(HybridTimestamp remote) {
        long ahead = remote.millis() - wallMillis();
        if (ahead > maxSkewMillis) {
            throw new LimitExceededException(
                    "timestamp " + remote + " is " + ahead + " ms ahead of this clock, more than the limit of "
                            + maxSkewMillis + " ms: set the clocks right, or raise maxSkew");
        }
    }

    /**
     * How far in the future a remote timestamp may be now.
     *
     * @return the latest that {@link #check} accepts
     */
    public HybridTimestamp latestAcceptable() {
        return HybridTimestamp.of(Math.min(HybridTimestamp.MAX_MILLIS, wallMillis() + maxSkewMillis), 0xFFFF);
    }

    /**
     * Goes on after what was minted before a restart, however far ahead that is.
     *
     * @param before a timestamp of this replica's own state
     */
    public void resumeAfter(HybridTimestamp before) {
        last.accumulateAndGet(before.packed(), (one, other) -> Long.compareUnsigned(one, other) > 0 ? one : other);
    }

    /**
     * Takes note of a remote timestamp, so that what is minted from now on is later.
     *
     * @param remote a timestamp from another replica
     * @throws LimitExceededException if it is further ahead of the wall clock than the limit; it is then not taken note of
     */
    public void observe(HybridTimestamp remote) {
        check(remote);
        resumeAfter(remote);
    }
}
