// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.LastWriterWins;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * How a last-writer-wins operation stands among the writes that its author had seen: when it happened, and when they did. All replicas
 * tell from it alone which of them the operation overrules, or whether it is overruled itself. Immutable.
 *
 * @param time as of when it counts
 * @param observed the times of the writes that its author had seen
 */
public record Standing(EventTime time, DotFun<HybridTimestamp> observed) {

    /**
     * Checks both.
     *
     * @param time as of when it counts
     * @param observed the times of the writes that its author had seen
     * @throws IllegalArgumentException if it should be later than the end of time
     */
    public Standing {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(observed, "observed");
        if (isImpossible(time, observed)) {
            throw new IllegalArgumentException("nothing can be written after " + HybridTimestamp.MAX);
        }
    }

    private static boolean isImpossible(EventTime time, DotFun<HybridTimestamp> observed) {
        return !time.isGiven() && observed.values().contains(HybridTimestamp.MAX);
    }

    static <V> Standing of(EventTime time, @Nullable DotFun<Stamped<V>> writes) {
        return new Standing(time, timesOf(writes));
    }

    /* the latest time that an operation which stands like this has seen, or has to be later than */
    HybridTimestamp latest() {
        HybridTimestamp latest = time.time();
        for (HybridTimestamp seen : observed.values()) {
            latest = seen.compareTo(latest) > 0 ? seen : latest;
        }
        return latest;
    }

    private static DotFun<HybridTimestamp> timesOf(@Nullable DotFun<? extends Stamped<?>> writes) {
        List<Dot> dots = new ArrayList<>();
        List<HybridTimestamp> times = new ArrayList<>();
        for (int index = 0; writes != null && index < writes.size(); index++) {
            dots.add(writes.dot(index));
            times.add(writes.value(index).time());
        }
        return DotFun.of(dots, times);
    }

    /**
     * What a write does that stands like this.
     *
     * @param <V> what is written
     * @param value the value, null for a removal
     * @param dot the name of the operation
     * @param tagged the time of its tag
     * @return the delta
     */
    <V> Causal<DotFun<Stamped<V>>> delta(@Nullable V value, Dot dot, HybridTimestamp tagged) {
        /* an operation cannot have seen itself, whatever a peer says */
        DotFun<HybridTimestamp> others = observed.keepingDots(other -> !other.equals(dot));
        List<Dot> dots = new ArrayList<>();
        List<Stamped<V>> overruled = new ArrayList<>();
        for (int index = 0; index < others.size(); index++) {
            dots.add(others.dot(index));
            overruled.add(new Stamped<>(others.value(index), null));
        }
        HybridTimestamp made = (time.isGiven() ? time : EventTime.after(latest())).at(tagged);
        DotFun<Stamped<V>> before = DotFun.of(dots, overruled);
        DotFun<Stamped<V>> after = LastWriterWins.write(before, dot, new Stamped<>(made, value));
        return LastWriterWins.delta(before, after, dot);
    }

    /**
     * How it is written.
     *
     * @return the format
     */
    static WireFormat<Standing> format() {
        WireFormat<EventTime> time = EventTime.format();
        WireFormat<DotFun<HybridTimestamp>> observed = WireFormat.dotFun(WireFormat.timestamp());
        return new WireFormat<>() {
            @Override
            public void write(Standing standing, WireOutput out) {
                time.write(standing.time, out);
                observed.write(standing.observed, out);
            }

            @Override
            public Standing read(WireInput in) {
                EventTime event = time.read(in);
                DotFun<HybridTimestamp> writes = observed.read(in);
                if (isImpossible(event, writes)) {
                    throw WireInput.corrupt("a write after " + HybridTimestamp.MAX);
                }
                return new Standing(event, writes);
            }
        };
    }
}
