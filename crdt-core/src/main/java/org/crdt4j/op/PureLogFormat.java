// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/** How a {@link PureLog} is written: what was delivered, what is stable, the pasts by replica, the operations by dot. */
final class PureLogFormat<O> implements WireFormat<PureLog<O>> {

    private final WireFormat<VersionVector> vector = WireFormat.versionVector();
    private final WireFormat<DotFun<O>> operations;

    PureLogFormat(WireFormat<O> operation) {
        operations = WireFormat.dotFun(operation);
    }

    @Override
    public void write(PureLog<O> log, WireOutput out) {
        vector.write(log.delivered, out);
        vector.write(log.stable, out);
        out.writeSize(log.pasts.size());
        new TreeMap<>(log.pasts).forEach((origin, past) -> {
            out.writeReplica(origin);
            vector.write(past, out);
        });
        operations.write(log.kept, out);
    }

    @Override
    public PureLog<O> read(WireInput in) {
        VersionVector delivered = vector.read(in);
        VersionVector stable = vector.read(in);
        Map<ReplicaId, VersionVector> pasts = new HashMap<>();
        for (int left = in.readSize(); left > 0; left--) {
            ReplicaId origin = in.readReplica();
            if (pasts.put(origin, vector.read(in)) != null) {
                throw WireInput.corrupt("two pasts of " + origin);
            }
        }
        PureLog<O> log = new PureLog<>(operations.read(in), delivered, stable, pasts);
        String flaw = log.flaw();
        if (flaw != null) {
            throw WireInput.corrupt("a log of operations: " + flaw);
        }
        return log;
    }
}
