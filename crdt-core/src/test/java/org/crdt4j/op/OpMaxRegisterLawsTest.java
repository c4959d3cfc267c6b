// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.register.MaxRegisterLawsTest;
import org.crdt4j.testkit.OperationLaws;

/** The greatest value is the same by operations, by deltas and by whole states. */
public final class OpMaxRegisterLawsTest {

    @Property(tries = 1_500)
    void laws(@ForAll long seed) {
        OperationLaws.of(MaxRegisterLawsTest.subject(), OpMaxRegister.<Integer>type(), OpMaxRegister::assign)
                .check(seed);
    }
}
