// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Objects;
import org.crdt4j.causality.DotSet;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/**
 * An operation on a flag: it puts the flag on or off in place of the operations that were seen.
 *
 * @param isEnabling whether it puts the flag on
 * @param observed the dots of the operations that its author had seen and that still count
 */
public record FlagOperation(boolean isEnabling, DotSet observed) {

    /**
     * Checks that nothing is missing.
     *
     * @param isEnabling whether it puts the flag on
     * @param observed the dots of the operations that its author had seen and that still count
     */
    public FlagOperation {
        Objects.requireNonNull(observed, "observed");
    }

    /**
     * How it is written.
     *
     * @return the format
     */
    static WireFormat<FlagOperation> format() {
        WireFormat<DotSet> dots = WireFormat.dotSet();
        return new WireFormat<>() {
            @Override
            public void write(FlagOperation operation, WireOutput out) {
                out.writeCount(operation.isEnabling ? 1 : 0);
                dots.write(operation.observed, out);
            }

            @Override
            public FlagOperation read(WireInput in) {
                return new FlagOperation(in.readFlag(), dots.read(in));
            }
        };
    }
}
