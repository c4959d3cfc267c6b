// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.flag.EnableWinsFlagLawsTest;
import org.crdt4j.flag.EnableWinsFlagLawsTest.Op;
import org.crdt4j.testkit.Subject;
import org.jspecify.annotations.Nullable;

/** An enable-wins flag with a place for each fault. */
final class FaultyFlag extends CausalCrdt<FaultyFlag.Store, ValueChange<Boolean>> {

    private final Fault fault;

    private FaultyFlag(ReplicaContext replicaContext, Store store) {
        super(replicaContext, store);
        fault = store.fault;
    }

    static Subject<FaultyFlag, Causal<Store>, ValueChange<Boolean>, Op> subject(Fault fault) {
        CausalType<FaultyFlag, Store, ValueChange<Boolean>> type =
                new CausalType<>("faulty-flag", new Store(DotSet.empty(), fault), FaultyFlag::new, new Format(fault));
        return Subject.of(
                        type,
                        (random, flag) -> EnableWinsFlagLawsTest.draw(random),
                        (flag, op) -> op == Op.ENABLE ? flag.enable() : flag.removeAll(),
                        EnableWinsFlagLawsTest::isOn)
                .reporting(EnableWinsFlagLawsTest::reported);
    }

    @Override
    public Boolean value() {
        return !store().isEmpty();
    }

    private Causal<Store> enable() {
        Store before = store();
        if (fault == Fault.ENABLE_OF_WHAT_IS_ON_IS_NONE && !before.isEmpty()) {
            return new Causal<>(before.bottom(), new MutableCausalContext().snapshot());
        }
        Dot dot = replicaContext().nextDot();
        MutableCausalContext context = dotsOf(before);
        context.add(dot.replica(), dot.counter());
        Store after = new Store(DotSet.of(dot), fault);
        Causal<Store> delta = commit(after, after, context.snapshot());
        report(change(before, after));
        return delta;
    }

    @Override
    public @Nullable ValueChange<Boolean> change(Store before, Store after) {
        return before.isEmpty() == after.isEmpty() ? null : new ValueChange<>(!before.isEmpty(), !after.isEmpty());
    }

    /** The enables that are left. */
    record Store(DotSet enables, Fault fault) implements DotStore<Store> {

        private static final int FAR = 50;

        @Override
        public boolean isEmpty() {
            return enables.isEmpty();
        }

        @Override
        public Store bottom() {
            return new Store(DotSet.empty(), fault);
        }

        @Override
        public Store self() {
            return this;
        }

        @Override
        public void forEachDot(DotConsumer action) {
            enables.forEachDot(action);
        }

        @Override
        public Store join(Store other, JoinScope scope) {
            JoinScope taken = new JoinScope(cover(scope.mine()), cover(scope.theirs()), null);
            DotSet joined = enables.join(other.enables, taken);
            if (taken.changed()) {
                scope.markChanged();
            }
            return joined == enables ? this : new Store(joined, fault);
        }

        /* the fault: of each replica only the highest number is known, as in a vector */
        private DotCover cover(DotCover exact) {
            if (fault != Fault.FLAG_BY_VECTOR) {
                return exact;
            }
            return (origin, counter) -> {
                for (long later = counter; later < counter + FAR; later++) {
                    if (exact.covers(origin, later)) {
                        return true;
                    }
                }
                return false;
            };
        }

        @Override
        public Store since(DotCover seen) {
            return new Store(enables.since(seen), fault);
        }
    }

    private record Format(Fault fault) implements WireFormat<Store> {

        @Override
        public void write(Store store, WireOutput out) {
            WireFormat.dotSet().write(store.enables, out);
        }

        @Override
        public Store read(WireInput in) {
            return new Store(WireFormat.dotSet().read(in), fault);
        }
    }
}
