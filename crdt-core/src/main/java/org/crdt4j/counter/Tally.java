// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.internal.MaxVector;

/**
 * How much each replica has counted: the delta and the state of counters that only grow. Immutable; joined by the maximum of each
 * replica's number.
 */
public final class Tally implements Delta<Tally> {

    private static final Tally EMPTY = new Tally(MaxVector.empty());

    private final MaxVector<ReplicaId> counts;

    private Tally(MaxVector<ReplicaId> counts) {
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
        return wrap(MaxVector.of(replica, count));
    }

    private static Tally wrap(MaxVector<ReplicaId> counts) {
        return counts.size() == 0 ? EMPTY : new Tally(counts);
    }

    /**
     * A replica's number.
     *
     * @param replica the replica
     * @return what it has counted, 0 if nothing
     */
    public long get(ReplicaId replica) {
        return counts.get(replica);
    }

    /**
     * The replicas that have counted.
     *
     * @return their identities, ascending
     */
    public List<ReplicaId> replicas() {
        return IntStream.range(0, counts.size()).mapToObj(counts::key).toList();
    }

    /**
     * The sum.
     *
     * @return all numbers together
     */
    public BigInteger sum() {
        long sum = 0;
        for (int index = 0; index < counts.size(); index++) {
            sum += counts.value(index);
            if (sum < 0) {
                return exactSum();
            }
        }
        return BigInteger.valueOf(sum);
    }

    private BigInteger exactSum() {
        BigInteger sum = BigInteger.ZERO;
        for (int index = 0; index < counts.size(); index++) {
            sum = sum.add(BigInteger.valueOf(counts.value(index)));
        }
        return sum;
    }

    /**
     * This tally with a replica's number raised.
     *
     * @param replica the replica
     * @param count its number; a number that is already higher stays
     * @return the raised tally
     */
    public Tally with(ReplicaId replica, long count) {
        MaxVector<ReplicaId> raised = counts.with(replica, count);
        return raised == counts ? this : wrap(raised);
    }

    /** The join; this very object if the other adds nothing. */
    @Override
    public Tally join(Tally other) {
        MaxVector<ReplicaId> joined = counts.join(other.counts);
        return joined == counts ? this : wrap(joined);
    }

    @Override
    public boolean isBottom() {
        return counts.size() == 0;
    }

    /**
     * How tallies are written.
     *
     * @return the format
     */
    public static WireFormat<Tally> format() {
        return new WireFormat<>() {
            @Override
            public void write(Tally tally, WireOutput out) {
                out.writeSize(tally.counts.size());
                for (int index = 0; index < tally.counts.size(); index++) {
                    out.writeReplica(tally.counts.key(index));
                    out.writeCount(tally.counts.value(index));
                }
            }

            @Override
            public Tally read(WireInput in) {
                Map<ReplicaId, Long> counts = new HashMap<>();
                for (int left = in.readSize(); left > 0; left--) {
                    ReplicaId replica = in.readReplica();
                    if (counts.put(replica, in.readPositive()) != null) {
                        throw WireInput.corrupt("a tally with " + replica + " twice");
                    }
                }
                return wrap(MaxVector.copyOf(counts));
            }
        };
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Tally other && counts.equals(other.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
