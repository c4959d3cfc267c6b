// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.testkit.Subject;
import org.jspecify.annotations.Nullable;

/** The smallest sketch, 64 bits of which an element sets one, with a place for each fault. Its value is how many are set. */
final class FaultySketch implements Crdt<FaultySketch.Bits, ValueChange<Long>> {

    private final Fault fault;
    private final ReplicaId self;
    private Bits bits;

    private FaultySketch(ReplicaContext replicaContext, Fault fault) {
        this.fault = fault;
        self = replicaContext.replica();
        bits = new Bits(0, fault);
    }

    static Subject<FaultySketch, Bits, ValueChange<Long>, Integer> subject(Fault fault) {
        return Subject.of(
                new LatticeType<>(
                        "faulty-sketch",
                        new Bits(0, fault),
                        context -> new FaultySketch(context, fault),
                        format(fault)),
                (random, sketch) -> random.nextInt(100),
                FaultySketch::add,
                history -> {
                    Set<Integer> hashes = history.operations()
                            .map(element -> hash(element, 0))
                            .collect(Collectors.toSet());
                    return (long) hashes.size();
                });
    }

    private static int hash(int element, int seed) {
        return ((element + seed) * 0x9E3779B9) >>> 26;
    }

    private Bits add(int element) {
        int seed = fault == Fault.HASH_SEED_OF_ONES_OWN ? self.hashCode() : 0;
        Bits delta = new Bits(1L << hash(element, seed), fault);
        if (fault == Fault.ADD_OF_KNOWN_IS_NONE && (bits.set | delta.set) == bits.set) {
            return new Bits(0, fault);
        }
        bits = new Bits(bits.set | delta.set, fault);
        return delta;
    }

    @Override
    public Long value() {
        return (long) Long.bitCount(bits.set);
    }

    @Override
    public boolean join(Bits delta) {
        Bits before = bits;
        bits = bits.join(delta);
        return !bits.equals(before);
    }

    @Override
    public Bits inOneDelta(Runnable mutators) {
        mutators.run();
        return bits;
    }

    @Override
    public Bits state() {
        return bits;
    }

    @Override
    public Bits deltaSince(VersionVector seen) {
        return bits;
    }

    @Override
    public void compact(VersionVector stable) {
        // there is nothing smaller
    }

    @Override
    public void observe(@Nullable Consumer<? super ValueChange<Long>> observer) {
        // this type makes no reports, and its subject expects none
    }

    @Override
    public void checkInvariants() {
        // every state is a valid one
    }

    /** The bits that are set. */
    record Bits(long set, Fault fault) implements Delta<Bits> {

        @Override
        public Bits join(Bits other) {
            return switch (fault) {
                case MARKS_CANCEL_OUT -> new Bits(set ^ other.set, fault);
                case LARGER_SKETCH_WINS -> Long.bitCount(set) >= Long.bitCount(other.set) ? this : other;
                default -> new Bits(set | other.set, fault);
            };
        }

        @Override
        public boolean isBottom() {
            return set == 0;
        }
    }

    private static WireFormat<Bits> format(Fault fault) {
        return new WireFormat<>() {
            @Override
            public void write(Bits bits, WireOutput out) {
                out.writeSigned(bits.set);
            }

            @Override
            public Bits read(WireInput in) {
                return new Bits(in.readSigned(), fault);
            }
        };
    }
}
