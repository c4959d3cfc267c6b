// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.crdt4j.causality.CausalStability;
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
 * @param pending what was accepted and not delivered, by dots
 * @param stability what is known of who has delivered what, empty if it is not tracked
 */
public record Saved<O>(
        ReplicaId replica,
        VersionVector delivered,
        VersionVector dependencies,
        HybridTimestamp time,
        List<Pending<O>> pending,
        Optional<CausalStability.Snapshot> stability) {

    /**
     * Copies the list.
     *
     * @param replica whose it is
     * @param delivered what was delivered
     * @param dependencies what the next operation of this replica will depend on
     * @param time the latest time that was minted or accepted
     * @param pending what was accepted and not delivered, by dots
     * @param stability what is known of who has delivered what, empty if it is not tracked
     */
    public Saved {
        Objects.requireNonNull(replica, "replica");
        pending = List.copyOf(pending);
    }

    /**
     * What a new replica begins with.
     *
     * @param <O> the operations
     * @param replica its identity
     * @return nothing delivered, nothing pending
     */
    public static <O> Saved<O> of(ReplicaId replica) {
        return new Saved<>(
                replica,
                VersionVector.empty(),
                VersionVector.empty(),
                HybridTimestamp.ZERO,
                List.of(),
                Optional.empty());
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
                for (Pending<O> each : saved.pending) {
                    tagged.write(each.operation, out);
                    out.writeCount(each.encodedBytes);
                }
                writeStability(saved.stability, out);
            }

            @Override
            public Saved<O> read(WireInput in) {
                ReplicaId replica = in.readReplica();
                VersionVector delivered = vector.read(in);
                VersionVector dependencies = vector.read(in);
                HybridTimestamp time = in.readTimestamp();
                List<Pending<O>> pending = new ArrayList<>();
                for (int left = in.readSize(); left > 0; left--) {
                    pending.add(new Pending<>(tagged.read(in), readBytes(in)));
                }
                return new Saved<>(replica, delivered, dependencies, time, pending, readStability(in));
            }
        };
    }

    private static int readBytes(WireInput in) {
        long bytes = in.readCount();
        if (bytes > Integer.MAX_VALUE) {
            throw WireInput.corrupt("an operation of " + bytes + " bytes");
        }
        return (int) bytes;
    }

    private static void writeStability(Optional<CausalStability.Snapshot> tracked, WireOutput out) {
        out.writeCount(tracked.isPresent() ? 1 : 0);
        tracked.ifPresent(stability -> {
            WireFormat<VersionVector> vector = WireFormat.versionVector();
            vector.write(stability.stable(), out);
            out.writeSize(stability.members().size());
            new TreeMap<>(stability.members()).forEach((member, delivered) -> {
                out.writeReplica(member);
                vector.write(delivered, out);
            });
            out.writeSize(stability.retired().size());
            new TreeMap<>(stability.retired()).forEach((member, last) -> {
                out.writeReplica(member);
                out.writeCount(last);
            });
        });
    }

    private static Optional<CausalStability.Snapshot> readStability(WireInput in) {
        if (!in.readFlag()) {
            return Optional.empty();
        }
        WireFormat<VersionVector> vector = WireFormat.versionVector();
        VersionVector stable = vector.read(in);
        Map<ReplicaId, VersionVector> members = new HashMap<>();
        for (int left = in.readSize(); left > 0; left--) {
            members.put(in.readReplica(), vector.read(in));
        }
        Map<ReplicaId, Long> retired = new HashMap<>();
        for (int left = in.readSize(); left > 0; left--) {
            retired.put(in.readReplica(), in.readCount());
        }
        return Optional.of(new CausalStability.Snapshot(stable, members, retired));
    }

    /**
     * An operation that was accepted and not delivered.
     *
     * @param <O> the operations
     * @param operation the operation
     * @param encodedBytes how many bytes it counts while it waits
     */
    public record Pending<O>(Tagged<O> operation, int encodedBytes) {

        /**
         * Checks the size.
         *
         * @param operation the operation
         * @param encodedBytes how many bytes it counts while it waits
         */
        public Pending {
            Objects.requireNonNull(operation, "operation");
            if (encodedBytes < 0) {
                throw new IllegalArgumentException("encodedBytes must not be negative: " + encodedBytes);
            }
        }
    }
}
