// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.register.MinRegisterLawsTest;
import org.crdt4j.testkit.OperationLaws;

/** The least value is the same by operations, by deltas and by whole states. */
public final class OpMinRegisterLawsTest {

    @Property(tries = 1_500)
    void laws(@ForAll long seed) {
        OperationLaws.of(MinRegisterLawsTest.subject(), OpMinRegister.<Integer>type(), OpMinRegister::assign)
                .check(seed);
    }
}
