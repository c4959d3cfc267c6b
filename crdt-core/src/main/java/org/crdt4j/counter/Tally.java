// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.internal.LiveMaxima;
import org.crdt4j.internal.Maxima;
import org.jspecify.annotations.Nullable;

/**
 * How much each replica has counted: the delta and the state of counters that only grow. Immutable; joined by the maximum of each
 * replica's number.
 */
public final class Tally implements Delta<Tally> {

    /* The number of one replica, as deltas have it, is one object; its table is made only where somebody asks for it. Any other tally
     * is a table from the start, and has no replica of its own. */

    private static final Tally EMPTY = new Tally(null, 0, Maxima.empty(1));

    private static final WireFormat<Tally> FORMAT = new Format();

    private final @Nullable ReplicaId replica;
    private final long count;
    private @Nullable Maxima counts;

    private Tally(@Nullable ReplicaId replica, long count, @Nullable Maxima counts) {
        this.replica = replica;
        this.count = count;
        this.counts = counts;
    }

    /**
     * Nothing counted.
     *
     * @return the empty tally
     */
    public static Tally empty() {
        return EMPTY;
    }

    /**
     * What one replica has counted.
     *
     * @param replica the replica
     * @param count its number, 0 or more
     * @return the tally
     */
    public static Tally of(ReplicaId replica, long count) {
        Objects.requireNonNull(replica, "replica");
        if (count < 0) {
            throw new IllegalArgumentException("must not be negative: " + count);
        }
        return count == 0 ? EMPTY : new Tally(replica, count, null);
    }

    static Tally of(Maxima counts) {
        return counts.size() == 0 ? EMPTY : new Tally(null, 0, counts);
    }

    Maxima counts() {
        Maxima table = counts;
        if (table == null) {
            ReplicaId only = Objects.requireNonNull(replica);
            table = Maxima.of(only.id(), only.incarnation(), count);
            counts = table;
        }
        return table;
    }

    /**
     * A replica's number.
     *
     * @param of the replica
     * @return what it has counted, 0 if nothing
     */
    public long get(ReplicaId of) {
        return counts().get(of.id(), of.incarnation(), 0);
    }

    /**
     * The replicas that have counted.
     *
     * @return their identities, ascending
     */
    public List<ReplicaId> replicas() {
        return IntStream.range(0, counts().size())
                .mapToObj(index -> replica(counts(), index))
                .toList();
    }

    static ReplicaId replica(Maxima table, int index) {
        return new ReplicaId(table.high(index), table.low(index));
    }

    /**
     * The sum.
     *
     * @return all numbers together
     */
    public BigInteger sum() {
        return counts().sum(0);
    }

    /**
     * This tally with a replica's number raised.
     *
     * @param of the replica
     * @param number its number; a number that is already higher stays
     * @return the raised tally
     */
    public Tally with(ReplicaId of, long number) {
        if (number < 0) {
            throw new IllegalArgumentException("must not be negative: " + number);
        }
        return same(counts().with(of.id(), of.incarnation(), 0, number));
    }

    private Tally same(Maxima changed) {
        return changed == counts ? this : of(changed);
    }

    /** The join; this very object if the other adds nothing. */
    @Override
    public Tally join(Tally other) {
        return same(counts().join(other.counts()));
    }

    /** Raises the numbers of a live table; says whether any was lower there. */
    boolean joinInto(LiveMaxima live) {
        return replica == null ? live.join(counts()) : live.raise(replica.id(), replica.incarnation(), 0, count);
    }

    @Override
    public boolean isBottom() {
        return replica == null && counts().size() == 0;
    }

    /**
     * How tallies are written.
     *
     * @return the format
     */
    public static WireFormat<Tally> format() {
        return FORMAT;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Tally other && counts().equals(other.counts());
    }

    @Override
    public int hashCode() {
        return counts().hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        Maxima table = counts();
        for (int index = 0; index < table.size(); index++) {
            text.append(index == 0 ? "" : ", ")
                    .append(replica(table, index))
                    .append('=')
                    .append(table.value(index, 0));
        }
        return text.append('}').toString();
    }

    private static final class Format implements WireFormat<Tally> {

        @Override
        public void write(Tally tally, WireOutput out) {
            Maxima table = tally.counts();
            out.writeSize(table.size());
            for (int index = 0; index < table.size(); index++) {
                out.writeReplica(replica(table, index));
                out.writeCount(table.value(index, 0));
            }
        }

        @Override
        public Tally read(WireInput in) {
            Maxima.Builder counts = new Maxima.Builder();
            for (int left = in.readSize(); left > 0; left--) {
                ReplicaId replica = in.readReplica();
                counts.add(replica.id(), replica.incarnation(), in.readPositive());
            }
            Maxima table = counts.build();
            if (table == null) {
                throw WireInput.corrupt("a tally with a replica twice");
            }
            return of(table);
        }
    }
}
