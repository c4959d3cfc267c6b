// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/**
 * What of a {@link CausalDelivery} survives a restart. To be stored together with the state of the object, as of the same moment.
 *
 * @param <O> the operations
 * @param replica whose it is
 * @param delivered what was delivered
 * @param dependencies what the next operation of this replica will depend on
 * @param time the latest time that was minted or accepted
 * @param pending what was accepted and not delivered
 */
public record Saved<O>(
        ReplicaId replica,
        VersionVector delivered,
        VersionVector dependencies,
        HybridTimestamp time,
        List<Tagged<O>> pending) {

    /**
     * Copies the list.
     *
     * @param replica whose it is
     * @param delivered what was delivered
     * @param dependencies what the next operation of this replica will depend on
     * @param time the latest time that was minted or accepted
     * @param pending what was accepted and not delivered
     */
    public Saved {
        Objects.requireNonNull(replica, "replica");
        pending = List.copyOf(pending);
    }

    static <O> Saved<O> of(ReplicaId replica) {
        return new Saved<>(replica, VersionVector.empty(), VersionVector.empty(), HybridTimestamp.ZERO, List.of());
    }

    /**
     * How it is written.
     *
     * @param <O> the operations
     * @param operation how an operation is written
     * @return the format
     */
    public static <O> WireFormat<Saved<O>> format(WireFormat<O> operation) {
        WireFormat<Tagged<O>> tagged = Tagged.format(operation);
        WireFormat<VersionVector> vector = WireFormat.versionVector();
        return new WireFormat<>() {
            @Override
            public void write(Saved<O> saved, WireOutput out) {
                out.writeReplica(saved.replica);
                vector.write(saved.delivered, out);
                vector.write(saved.dependencies, out);
                out.writeTimestamp(saved.time);
                out.writeSize(saved.pending.size());
                saved.pending.forEach(each -> tagged.write(each, out));
            }

            @Override
            public Saved<O> read(WireInput in) {
                ReplicaId replica = in.readReplica();
                VersionVector delivered = vector.read(in);
                VersionVector dependencies = vector.read(in);
                HybridTimestamp time = in.readTimestamp();
                List<Tagged<O>> pending = new ArrayList<>();
                for (int left = in.readSize(); left > 0; left--) {
                    pending.add(tagged.read(in));
                }
                return new Saved<>(replica, delivered, dependencies, time, pending);
            }
        };
    }
}
