// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/**
 * What each replica's operations have summed up to: the state of operation-based counters. Immutable.
 *
 * <p>Each replica's operations take effect in their order, so its sum follows from the number of its latest one. Of two sums of a
 * replica the later one contains the other.
 */
public final class Sums implements Delta<Sums> {

    private static final Sums NONE = new Sums(Map.of());
    private static final int MAX_BYTES = 2 * Long.BYTES;
    private static final WireFormat<Sums> FORMAT = new Format();

    private final Map<ReplicaId, Part> parts;

    private Sums(Map<ReplicaId, Part> parts) {
        this.parts = parts;
    }

    /**
     * A replica's part.
     *
     * @param last the number of its latest operation that is contained
     * @param sum what its operations up to there amount to
     */
    record Part(long last, BigInteger sum) {

        /* two sums up to one operation: only if an identity was used twice; then at least all choose the same */
        Part later(Part other) {
            if (last != other.last) {
                return last > other.last ? this : other;
            }
            return sum.compareTo(other.sum) >= 0 ? this : other;
        }
    }

    /** A replica's part in the making. */
    static final class Running {

        private long last;
        private long sum;
        private BigInteger carried = BigInteger.ZERO;

        Running() {}

        Running(Part part) {
            last = part.last;
            carried = part.sum;
        }

        void add(long amount, long operation) {
            last = operation;
            long added = sum + amount;
            if (((sum ^ added) & (amount ^ added)) < 0) {
                carried = carried.add(BigInteger.valueOf(sum));
                sum = amount;
            } else {
                sum = added;
            }
        }

        Part part() {
            return new Part(last, carried.add(BigInteger.valueOf(sum)));
        }
    }

    /**
     * No operations.
     *
     * @return the bottom
     */
    public static Sums none() {
        return NONE;
    }

    static Sums of(Map<ReplicaId, Running> running) {
        Map<ReplicaId, Part> parts = new HashMap<>();
        running.forEach((replica, part) -> parts.put(replica, part.part()));
        return new Sums(parts);
    }

    void forEach(BiConsumer<ReplicaId, Part> action) {
        parts.forEach(action);
    }

    /**
     * The sum over all replicas.
     *
     * @return the total
     */
    public BigInteger total() {
        return parts.values().stream().map(Part::sum).reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Override
    public Sums join(Sums other) {
        Map<ReplicaId, Part> joined = new HashMap<>(parts);
        other.parts.forEach((replica, part) -> joined.merge(replica, part, Part::later));
        return new Sums(joined);
    }

    @Override
    public boolean isBottom() {
        return parts.isEmpty();
    }

    /**
     * How sums are written.
     *
     * @return the format
     */
    public static WireFormat<Sums> format() {
        return FORMAT;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Sums other && parts.equals(other.parts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(parts);
    }

    @Override
    public String toString() {
        return new TreeMap<>(parts).toString();
    }

    private static final class Format implements WireFormat<Sums> {

        @Override
        public void write(Sums sums, WireOutput out) {
            out.writeSize(sums.parts.size());
            new TreeMap<>(sums.parts).forEach((replica, part) -> {
                out.writeReplica(replica);
                out.writeCount(part.last);
                out.writeBytes(part.sum.toByteArray());
            });
        }

        @Override
        public Sums read(WireInput in) {
            Map<ReplicaId, Part> parts = new HashMap<>();
            for (int left = in.readSize(); left > 0; left--) {
                ReplicaId replica = in.readReplica();
                Part part = new Part(in.readPositive(), sum(in.readBytes()));
                if (parts.put(replica, part) != null) {
                    throw WireInput.corrupt("sums with " + replica + " twice");
                }
            }
            return parts.isEmpty() ? NONE : new Sums(parts);
        }

        private static BigInteger sum(byte[] bytes) {
            if (bytes.length == 0 || bytes.length > MAX_BYTES) {
                throw WireInput.corrupt("a sum of " + bytes.length + " bytes");
            }
            BigInteger sum = new BigInteger(bytes);
            if (!Arrays.equals(sum.toByteArray(), bytes)) {
                throw WireInput.corrupt("a sum that is written too long");
            }
            return sum;
        }
    }
}
