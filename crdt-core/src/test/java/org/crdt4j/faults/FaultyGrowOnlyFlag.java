// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.LatticeCrdt;
import org.crdt4j.crdt.LatticeType;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.flag.EnableWinsFlagLawsTest;
import org.crdt4j.flag.GrowOnlyFlagLawsTest;
import org.crdt4j.flag.GrowOnlyFlagLawsTest.Op;
import org.crdt4j.testkit.Subject;
import org.jspecify.annotations.Nullable;

/** A flag that is never turned off, with a place for each fault. */
final class FaultyGrowOnlyFlag extends LatticeCrdt<FaultyGrowOnlyFlag.Bit, ValueChange<Boolean>> {

    private final Fault fault;

    private FaultyGrowOnlyFlag(Fault fault) {
        super(new Bit(false, fault));
        this.fault = fault;
    }

    static Subject<FaultyGrowOnlyFlag, Bit, ValueChange<Boolean>, Op> subject(Fault fault) {
        return Subject.of(
                        new LatticeType<>(
                                "faulty-grow-only-flag",
                                new Bit(false, fault),
                                context -> new FaultyGrowOnlyFlag(fault),
                                new Format(fault)),
                        (random, flag) -> GrowOnlyFlagLawsTest.draw(random),
                        FaultyGrowOnlyFlag::apply,
                        GrowOnlyFlagLawsTest::isOn)
                .reporting(EnableWinsFlagLawsTest::reported);
    }

    private Bit apply(Op op) {
        boolean isSilent = fault == Fault.ENABLE_OF_KNOWN_IS_NONE && value();
        return op == Op.ENABLE && !isSilent ? commit(new Bit(true, fault)) : inOneDelta(() -> {});
    }

    @Override
    public Boolean value() {
        return state().isOn;
    }

    @Override
    protected @Nullable ValueChange<Boolean> change(Bit before, Bit after) {
        return before.isOn == after.isOn ? null : new ValueChange<>(before.isOn, after.isOn);
    }

    @Override
    public void checkInvariants() {
        // either state is a valid one
    }

    /** Whether the flag is on. */
    record Bit(boolean isOn, Fault fault) implements Delta<Bit> {

        @Override
        public Bit join(Bit other) {
            boolean joined = switch (fault) {
                case LAST_FLAG_STAYS -> other.isOn;
                case ENABLES_CANCEL_OUT -> isOn ^ other.isOn;
                default -> isOn || other.isOn;
            };
            return joined == isOn ? this : new Bit(joined, fault);
        }

        @Override
        public boolean isBottom() {
            return !isOn;
        }
    }

    private record Format(Fault fault) implements WireFormat<Bit> {

        @Override
        public void write(Bit bit, WireOutput out) {
            out.writeCount(bit.isOn ? 1 : 0);
        }

        @Override
        public Bit read(WireInput in) {
            return new Bit(in.readFlag(), fault);
        }
    }
}
