// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.testkit.Subject;
import org.jspecify.annotations.Nullable;

/** A PN-counter as the papers write it down, with a place for each fault. */
final class FaultyTally implements Crdt<FaultyTally.Counts, ValueChange<BigInteger>> {

    private final Fault fault;
    private final ReplicaId self;
    private Counts counts;

    private FaultyTally(ReplicaContext replicaContext, Fault fault) {
        this.fault = fault;
        self = replicaContext.replica();
        counts = new Counts(Map.of(), Map.of(), fault);
    }

    static Subject<FaultyTally, Counts, ValueChange<BigInteger>, Long> subject(Fault fault) {
        return Subject.of(
                        new Type(fault),
                        (random, counter) -> random.nextLong(-4, 5),
                        FaultyTally::add,
                        history -> history.operations().mapToLong(n -> n).sum())
                .carrying((event, earlier) -> event.origin().equals(earlier.origin())
                        && Long.signum(event.operation()) == Long.signum(earlier.operation()));
    }

    private Counts add(long amount) {
        if (amount == 0) {
            return type().bottom();
        }
        boolean lower = fault == Fault.DECREMENT_LOWERS_INCREMENTS;
        Map<ReplicaId, Long> side = amount > 0 || lower ? counts.ups : counts.downs;
        long total = side.getOrDefault(self, 0L) + (lower ? amount : Math.abs(amount));
        Counts delta = amount > 0 || lower
                ? new Counts(Map.of(self, total), Map.of(), fault)
                : new Counts(Map.of(), Map.of(self, total), fault);
        counts = new Counts(with(counts.ups, delta.ups), with(counts.downs, delta.downs), fault);
        return delta;
    }

    private static Map<ReplicaId, Long> with(Map<ReplicaId, Long> before, Map<ReplicaId, Long> change) {
        Map<ReplicaId, Long> after = new TreeMap<>(before);
        after.putAll(change);
        return after;
    }

    private Type type() {
        return new Type(fault);
    }

    @Override
    public Long value() {
        return sum(counts.ups) - sum(counts.downs);
    }

    private static long sum(Map<ReplicaId, Long> side) {
        return side.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public boolean join(Counts delta) {
        Counts before = counts;
        counts = counts.join(delta);
        return !counts.equals(before);
    }

    @Override
    public Counts inOneDelta(Runnable mutators) {
        mutators.run();
        return counts;
    }

    @Override
    public Counts state() {
        return counts;
    }

    @Override
    public Counts deltaSince(VersionVector seen) {
        return counts;
    }

    /* the fault: another replica's number is taken over into one's own, and its entry forgotten */
    @Override
    public void compact(VersionVector stable) {
        if (fault == Fault.PRUNED_COUNT_COMES_BACK) {
            long all = sum(counts.ups);
            counts = new Counts(all == 0 ? Map.of() : Map.of(self, all), counts.downs, fault);
        }
    }

    @Override
    public void observe(@Nullable Consumer<? super ValueChange<BigInteger>> observer) {
        // this type makes no reports, and its subject expects none
    }

    @Override
    public void checkInvariants() {
        if (sum(counts.ups) < 0 && fault == Fault.NONE) {
            throw new IllegalStateException("increments below 0");
        }
    }

    /** What each replica has added and taken away. */
    record Counts(Map<ReplicaId, Long> ups, Map<ReplicaId, Long> downs, Fault fault) implements Delta<Counts> {

        @Override
        public Counts join(Counts other) {
            BinaryOperator<Long> rule = fault == Fault.COUNTS_TWICE ? Long::sum : Math::max;
            return new Counts(join(ups, other.ups, rule), join(downs, other.downs, rule), fault);
        }

        private static Map<ReplicaId, Long> join(
                Map<ReplicaId, Long> mine, Map<ReplicaId, Long> theirs, BinaryOperator<Long> rule) {
            Map<ReplicaId, Long> joined = new TreeMap<>(mine);
            theirs.forEach((replica, count) -> joined.merge(replica, count, rule));
            return joined;
        }

        @Override
        public boolean isBottom() {
            return ups.isEmpty() && downs.isEmpty();
        }
    }

    private record Type(Fault fault) implements CrdtType<FaultyTally, Counts, ValueChange<BigInteger>> {

        @Override
        public String name() {
            return "faulty-tally";
        }

        @Override
        public FaultyTally create(ReplicaContext replicaContext) {
            return new FaultyTally(replicaContext, fault);
        }

        @Override
        public Counts bottom() {
            return new Counts(Map.of(), Map.of(), fault);
        }

        @Override
        public WireFormat<Counts> format() {
            return new WireFormat<>() {
                @Override
                public void write(Counts counts, WireOutput out) {
                    writeSide(counts.ups, out);
                    writeSide(counts.downs, out);
                }

                @Override
                public Counts read(WireInput in) {
                    return new Counts(readSide(in), readSide(in), fault);
                }
            };
        }

        private static void writeSide(Map<ReplicaId, Long> side, WireOutput out) {
            out.writeCount(side.size());
            side.forEach((replica, count) -> {
                out.writeReplica(replica);
                out.writeSigned(count);
            });
        }

        private static Map<ReplicaId, Long> readSide(WireInput in) {
            Map<ReplicaId, Long> side = new TreeMap<>();
            for (int left = in.readSize(); left > 0; left--) {
                side.put(in.readReplica(), in.readSigned());
            }
            return side;
        }
    }
}
