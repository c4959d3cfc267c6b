// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.counter.GrowOnlyCounter;
import org.crdt4j.counter.Tally;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.OperationLaws;
import org.crdt4j.testkit.Subject;

/** Increments count alike as operations, as deltas and in whole states. */
final class OpGrowOnlyCounterLawsTest {

    private static Subject<GrowOnlyCounter, Tally, ValueChange<BigInteger>, Long> counting() {
        return Subject.of(
                GrowOnlyCounter.type(),
                (random, counter) -> random.nextLong(10),
                GrowOnlyCounter::increment,
                history -> history.operations().mapToLong(amount -> amount).sum());
    }

    @Property(tries = 1_500)
    void laws(@ForAll long seed) {
        OperationLaws.of(counting(), OpGrowOnlyCounter.type(), OpGrowOnlyCounter::increment)
                .check(seed);
    }
}
