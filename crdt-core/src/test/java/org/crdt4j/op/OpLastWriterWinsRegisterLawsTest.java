// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Optional;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.op.OpLastWriterWinsRegister.Operation;
import org.crdt4j.register.LastWriterWinsRegister;
import org.crdt4j.register.LastWriterWinsRegisterLawsTest;
import org.crdt4j.register.LastWriterWinsRegisterLawsTest.Op;
import org.crdt4j.testkit.OperationLaws;
import org.crdt4j.testkit.Subject;

/** The newest write is the same by operations, by deltas and by whole states. */
public final class OpLastWriterWinsRegisterLawsTest {

    private static final long BEFORE_NOON = 999_999_999_990L;

    static Subject<LastWriterWinsRegister<String>, Causal<DotFun<Stamped<String>>>, RegisterChange<String>, Op>
            subject() {
        return Subject.of(
                LastWriterWinsRegister.<String>type(),
                (random, register) -> draw(random),
                LastWriterWinsRegisterLawsTest::apply,
                LastWriterWinsRegisterLawsTest::value);
    }

    /* times of their own are in the past, or nothing is written at the same times by both flavours */
    private static Op draw(RandomGenerator random) {
        return new Op(
                random.nextInt(6) == 0 ? Optional.empty() : Optional.of("v" + random.nextInt(9)),
                random.nextInt(2) == 0
                        ? Optional.empty()
                        : Optional.of(HybridTimestamp.of(BEFORE_NOON + random.nextInt(9), 0)));
    }

    static Operation<String> prepare(OpLastWriterWinsRegister<String> register, Op op) {
        if (op.value().isEmpty()) {
            return register.clear();
        }
        String value = op.value().get();
        return op.given().map(time -> register.assign(value, time)).orElseGet(() -> register.assign(value));
    }

    @Property(tries = 1_500)
    void laws(@ForAll long seed) {
        OperationLaws.of(subject(), OpLastWriterWinsRegister.<String>type(), OpLastWriterWinsRegisterLawsTest::prepare)
                .check(seed);
    }
}
