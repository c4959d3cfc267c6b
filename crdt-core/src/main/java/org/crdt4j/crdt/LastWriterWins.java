// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.Stamped;
import org.crdt4j.causality.TimedWrites;
import org.crdt4j.causality.VersionVector;
import org.jspecify.annotations.Nullable;

/**
 * The rule of all last-writer-wins types: among concurrent writes the greatest counts, by time, then replica, then event number.
 *
 * <p>A write without a value is a removal. It takes part like any other.
 */
public final class LastWriterWins {

    private LastWriterWins() {}

    /**
     * The position of the write that counts.
     *
     * @param writes concurrent writes
     * @return the position of the greatest, -1 if there is none
     */
    public static int newest(DotFun<? extends Stamped<?>> writes) {
        return TimedWrites.newest(writes);
    }

    /**
     * The time of the write that counts.
     *
     * @param writes concurrent writes, or null for none
     * @return its time, the beginning of time if there is none
     */
    public static HybridTimestamp latest(@Nullable DotFun<? extends Stamped<?>> writes) {
        int newest = writes == null ? -1 : newest(writes);
        return writes == null || newest < 0
                ? HybridTimestamp.ZERO
                : writes.value(newest).time();
    }

    /**
     * The value that counts.
     *
     * @param <V> the value
     * @param writes concurrent writes, or null for none
     * @return the value of the greatest write, empty if there is none or if it is a removal
     */
    public static <V> Optional<V> value(@Nullable DotFun<Stamped<V>> writes) {
        int newest = writes == null ? -1 : newest(writes);
        return writes == null || newest < 0
                ? Optional.empty()
                : Optional.ofNullable(writes.value(newest).value());
    }

    /**
     * Gives the dot of the write that counts, if it has a value: losers and removals may be gone elsewhere already.
     *
     * @param writes concurrent writes
     * @param action takes the dot
     */
    public static void forVisibleDot(DotFun<? extends Stamped<?>> writes, DotConsumer action) {
        int newest = newest(writes);
        if (newest >= 0 && writes.value(newest).value() != null) {
            action.accept(writes.dot(newest).replica(), writes.dot(newest).counter());
        }
    }

    /**
     * What remains after one more write by somebody who has seen all the others.
     *
     * @param <V> the value
     * @param before the writes before
     * @param dot the new write's dot
     * @param write the new write
     * @return the greatest of all, alone
     */
    public static <V> DotFun<Stamped<V>> write(@Nullable DotFun<Stamped<V>> before, Dot dot, Stamped<V> write) {
        int newest = before == null ? -1 : newest(before);
        if (before == null || newest < 0) {
            return DotFun.of(dot, write);
        }
        int byTime = write.time().compareTo(before.value(newest).time());
        boolean wins = byTime != 0 ? byTime > 0 : dot.compareTo(before.dot(newest)) > 0;
        return wins ? DotFun.of(dot, write) : DotFun.of(before.dot(newest), before.value(newest));
    }

    /**
     * The delta of a write: what it replaced, and the write itself unless it is older than what remains. What remains is not the
     * write's to hand on.
     *
     * @param <V> the value
     * @param before the writes before, or null for none
     * @param after what remains after the write, see {@link #write}
     * @param dot the write's dot
     * @return the delta
     */
    public static <V> Causal<DotFun<Stamped<V>>> delta(
            @Nullable DotFun<Stamped<V>> before, DotFun<Stamped<V>> after, Dot dot) {
        Dot remaining = after.dot(0);
        MutableCausalContext context = new MutableCausalContext();
        context.add(dot.replica(), dot.counter());
        if (before != null) {
            before.keepingDots(old -> !old.equals(remaining)).forEachDot(context::add);
        }
        return new Causal<>(remaining.equals(dot) ? after : DotFun.empty(), context.snapshot());
    }

    /**
     * Whether nobody misses these writes any more: the one that counts is a removal, and all are stable. A loser alone must stay, for
     * a removal by observation has to name it.
     *
     * @param writes concurrent writes
     * @param stable dots that every replica has seen
     * @return whether they can be dropped, provided that all later writes have a later time
     */
    public static boolean isForgettable(DotFun<? extends Stamped<?>> writes, VersionVector stable) {
        int newest = newest(writes);
        return newest >= 0
                && writes.value(newest).value() == null
                && writes.keepingDots(dot -> !stable.covers(dot)).isEmpty();
    }

    /**
     * The keys that nobody misses any more.
     *
     * @param <K> the keys
     * @param <V> the values
     * @param present the writes of each key
     * @param stable dots that every replica has seen
     * @return those that can be dropped, see {@link #isForgettable}, with their writes
     */
    public static <K, V> Map<K, DotFun<Stamped<V>>> forgettable(
            DotMap<K, DotFun<Stamped<V>>> present, VersionVector stable) {
        Map<K, DotFun<Stamped<V>>> forgettable = new HashMap<>();
        present.forEach((key, writes) -> {
            if (isForgettable(writes, stable)) {
                forgettable.put(key, writes);
            }
        });
        return forgettable;
    }

    /**
     * The time of the last write of several keys.
     *
     * @param <V> the values
     * @param gone the writes of each key
     * @return the greatest time, the beginning of time if there is no write
     */
    public static <V> HybridTimestamp latest(Collection<DotFun<Stamped<V>>> gone) {
        HybridTimestamp latest = HybridTimestamp.ZERO;
        for (DotFun<Stamped<V>> writes : gone) {
            HybridTimestamp time = latest(writes);
            latest = time.compareTo(latest) > 0 ? time : latest;
        }
        return latest;
    }

    /**
     * What a join changed.
     *
     * @param <V> the value
     * @param before the writes before, or null for none
     * @param after the writes after, or null for none
     * @return the change, null if neither the value changed nor a write was overruled
     */
    public static <V> @Nullable RegisterChange<V> change(
            @Nullable DotFun<Stamped<V>> before, @Nullable DotFun<Stamped<V>> after) {
        DotFun<Stamped<V>> old = before == null ? DotFun.empty() : before;
        DotFun<Stamped<V>> now = after == null ? DotFun.empty() : after;
        int oldNewest = newest(old);
        int newest = newest(now);
        List<V> overruled = new ArrayList<>();
        for (int index = 0; index < now.size(); index++) {
            V value = now.value(index).value();
            boolean lost = index != newest && isNews(now.dot(index), old, oldNewest);
            if (lost && value != null) {
                overruled.add(value);
            }
        }
        return change(value(old), value(now), overruled);
    }

    /* a loser is news if it has just arrived, or if it was the winner until now */
    private static boolean isNews(Dot dot, DotFun<?> old, int oldNewest) {
        for (int index = 0; index < old.size(); index++) {
            if (old.dot(index).equals(dot)) {
                return index == oldNewest;
            }
        }
        return true;
    }

    /**
     * What a local write changed.
     *
     * @param <V> the value
     * @param before the writes before, or null for none
     * @param after the write that remains
     * @param written the value that was written; it is overruled if it is not what remains
     * @param dot the dot of the write
     * @return the change, null if nothing changed
     */
    public static <V> @Nullable RegisterChange<V> changeByWrite(
            @Nullable DotFun<Stamped<V>> before, DotFun<Stamped<V>> after, @Nullable V written, Dot dot) {
        boolean lost = written != null && !after.dot(0).equals(dot);
        return change(value(before), value(after), lost ? List.of(written) : List.of());
    }

    private static <V> @Nullable RegisterChange<V> change(Optional<V> before, Optional<V> after, List<V> overruled) {
        return before.equals(after) && overruled.isEmpty() ? null : new RegisterChange<>(before, after, overruled);
    }

    /**
     * How the writes are written.
     *
     * @param <V> the value
     * @return the format
     */
    public static <V> WireFormat<DotFun<Stamped<V>>> format() {
        return format(WireFormat.value());
    }

    /**
     * How the writes are written.
     *
     * @param <V> the value
     * @param value how the value is written
     * @return the format
     */
    public static <V> WireFormat<DotFun<Stamped<V>>> format(WireFormat<V> value) {
        return WireFormat.dotFun(WireFormat.stamped(value));
    }
}
