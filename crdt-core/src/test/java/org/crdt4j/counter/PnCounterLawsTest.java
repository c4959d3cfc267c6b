// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** The laws of {@link PnCounter}: the sum of all visible steps; one brings all earlier ones of its replica in its direction. */
public final class PnCounterLawsTest {

    public static Subject<PnCounter, PnCounter.Tallies, ValueChange<BigInteger>, Long> subject() {
        return Subject.of(
                        PnCounter.type(),
                        (random, counter) -> random.nextLong(-4, 5),
                        (counter, n) -> n % 2 == 0 ? counter.increment(n) : counter.decrement(-n),
                        history -> history.operations().mapToLong(n -> n).sum())
                .carrying(GrowOnlyCounterLawsTest::carries)
                .reporting(GrowOnlyCounterLawsTest::reported);
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
