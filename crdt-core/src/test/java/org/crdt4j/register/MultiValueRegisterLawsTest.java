// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.register;

import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotFun;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** The laws of {@link MultiValueRegister}: all values that no later assignment or clear has seen. */
public final class MultiValueRegisterLawsTest {

    /** An assignment, or a clear. */
    public record Op(Optional<String> value) {

        public static final Op CLEAR = new Op(Optional.empty());
    }

    public static Subject<MultiValueRegister<String>, Causal<DotFun<String>>, ValueChange<Set<String>>, Op> subject() {
        return Subject.of(
                        MultiValueRegister.<String>type(),
                        (random, register) -> draw(random),
                        MultiValueRegisterLawsTest::apply,
                        MultiValueRegisterLawsTest::values)
                .reporting(MultiValueRegisterLawsTest::reported);
    }

    public static Op draw(RandomGenerator random) {
        return random.nextInt(5) == 0 ? Op.CLEAR : new Op(Optional.of("v" + random.nextInt(4)));
    }

    public static Causal<DotFun<String>> apply(MultiValueRegister<String> register, Op op) {
        return op.value.map(register::assign).orElseGet(register::clear);
    }

    public static Set<String> values(History<Op> history) {
        return history.remaining((later, earlier) -> true).stream()
                .flatMap(event -> event.operation().value.stream())
                .collect(Collectors.toSet());
    }

    public static Object reported(Object before, ValueChange<Set<String>> change) {
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
