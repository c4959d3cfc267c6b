// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import org.crdt4j.crdt.ValueChange;
import org.crdt4j.sketch.DistinctCount;
import org.crdt4j.sketch.Marks;

/** A handle of a count of about how many different elements there were. Thread-safe. See {@link DistinctCount}. */
public final class ReplicatedDistinctCount extends SketchHandle<DistinctCount> {

    ReplicatedDistinctCount(ReplicatedObject<DistinctCount, Marks, ValueChange<Long>> object) {
        super(object);
    }

    /**
     * How far estimates are from the truth, as a part of it: about two of three are nearer.
     *
     * @return the standard error, for instance 0.012
     */
    public double standardError() {
        return object().read(DistinctCount::standardError);
    }
}
