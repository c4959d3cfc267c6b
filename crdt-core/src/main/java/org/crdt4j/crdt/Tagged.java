// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.VersionVector;

/**
 * An operation on its way: what to do, its name, and what must come before it.
 *
 * @param <O> the operation
 * @param operation what to do
 * @param dot its name
 * @param dependencies the events of <em>other</em> replicas that its author had seen and that the author's previous operation did
 *     not depend on yet; the author's own previous operations are always required
 * @param time when it was made
 */
public record Tagged<O>(O operation, Dot dot, VersionVector dependencies, HybridTimestamp time) {

    /**
     * How it is written.
     *
     * @param <O> the operation
     * @param operation how the operation is written
     * @return the format
     */
    public static <O> WireFormat<Tagged<O>> format(WireFormat<O> operation) {
        WireFormat<VersionVector> vector = WireFormat.versionVector();
        return new WireFormat<>() {
            @Override
            public void write(Tagged<O> tagged, WireOutput out) {
                out.writeDot(tagged.dot.replica(), tagged.dot.counter());
                vector.write(tagged.dependencies, out);
                out.writeTimestamp(tagged.time);
                operation.write(tagged.operation, out);
            }

            @Override
            public Tagged<O> read(WireInput in) {
                Dot dot = in.readDot(Dot::new);
                VersionVector dependencies = vector.read(in);
                HybridTimestamp time = in.readTimestamp();
                return new Tagged<>(operation.read(in), dot, dependencies, time);
            }
        };
    }
}
