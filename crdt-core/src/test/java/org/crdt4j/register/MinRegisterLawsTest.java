// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.register;

import java.util.Comparator;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** The laws of {@link MinRegister}: the least of all visible values. */
public final class MinRegisterLawsTest {

    public static Subject<
                    MinRegister<Integer>, LatticeValue<Optional<Integer>>, ValueChange<Optional<Integer>>, Integer>
            subject() {
        return Subject.of(
                        MinRegister.<Integer>type(),
                        (random, register) -> random.nextInt(20),
                        MinRegister::assign,
                        history -> history.operations().min(Comparator.naturalOrder()))
                .reporting(MinRegisterLawsTest::reported);
    }

    private static Object reported(Object before, ValueChange<Optional<Integer>> change) {
        if (!change.before().equals(before) || change.before().equals(change.after())) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
        return change.after();
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
