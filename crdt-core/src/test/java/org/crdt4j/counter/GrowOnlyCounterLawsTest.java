// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.counter;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** The laws of {@link GrowOnlyCounter}: the sum of all visible increments; one brings all earlier ones of its replica. */
public final class GrowOnlyCounterLawsTest {

    public static Subject<GrowOnlyCounter, Tally, ValueChange<BigInteger>, Long> subject() {
        return Subject.of(
                        GrowOnlyCounter.type(),
                        (random, counter) -> random.nextLong(5),
                        GrowOnlyCounter::increment,
                        history -> history.operations().mapToLong(n -> n).sum())
                .carrying(GrowOnlyCounterLawsTest::carries)
                .reporting(GrowOnlyCounterLawsTest::reported);
    }

    static boolean carries(Event<Long> event, Event<Long> earlier) {
        return event.origin().equals(earlier.origin())
                && Long.signum(event.operation()) * Long.signum(earlier.operation()) > 0;
    }

    static Object reported(Object before, ValueChange<BigInteger> change) {
        if (change.before().longValueExact() != (Long) before || change.before().equals(change.after())) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
        return change.after().longValueExact();
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
