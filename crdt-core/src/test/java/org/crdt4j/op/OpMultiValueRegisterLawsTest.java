// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.op.OpMultiValueRegister.Operation;
import org.crdt4j.register.MultiValueRegisterLawsTest;
import org.crdt4j.register.MultiValueRegisterLawsTest.Op;
import org.crdt4j.testkit.OperationLaws;

/** A register keeps the same concurrent values by operations, by deltas and by whole states. */
public final class OpMultiValueRegisterLawsTest {

    static Operation<String> prepare(OpMultiValueRegister<String> register, Op op) {
        return op.value().map(register::assign).orElseGet(register::clear);
    }

    @Property(tries = 1_500)
    void laws(@ForAll long seed) {
        OperationLaws.of(
                        MultiValueRegisterLawsTest.subject(),
                        OpMultiValueRegister.<String>type(),
                        OpMultiValueRegisterLawsTest::prepare)
                .check(seed);
    }
}
