// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.OperationLaws;
import org.crdt4j.testkit.Subject;

/** Increments and decrements count alike as operations, as deltas and in whole states. */
public final class OpPnCounterLawsTest {

    static Subject<PnCounter, PnCounter.Tallies, ValueChange<BigInteger>, Long> counting() {
        return Subject.of(
                PnCounter.type(),
                (random, counter) -> random.nextLong(-5, 10),
                PnCounter::increment,
                history -> history.operations().mapToLong(amount -> amount).sum());
    }

    @Property(tries = 1_500)
    void laws(@ForAll long seed) {
        OperationLaws.of(counting(), OpPnCounter.type(), OpPnCounter::increment).check(seed);
    }
}
