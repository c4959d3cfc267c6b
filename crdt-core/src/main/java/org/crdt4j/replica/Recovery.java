// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.codec.Decoded;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/** What a replica keeps, and how it comes back: a snapshot, then the messages that changed it since, its own pushes among them. */
final class Recovery {

    private record Snapshot(ReplicaId id, Message.Mark mark, List<Message.Row> rows) {}

    private static final WireFormat<Snapshot> FORMAT = new WireFormat<>() {
        @Override
        public void write(Snapshot snapshot, WireOutput out) {
            out.writeReplica(snapshot.id);
            MessageFormat.write(snapshot.mark, out);
            MessageFormat.writeRows(snapshot.rows, out);
        }

        @Override
        public Snapshot read(WireInput in) {
            return new Snapshot(in.readReplica(), MessageFormat.readMark(in), MessageFormat.readRows(in));
        }
    };

    private final ReplicaState state;
    private final Synchronizer synchronizer;
    private final Function<String, CrdtType<?, ?, ?>> types;

    Recovery(ReplicaState state, Synchronizer synchronizer, Function<String, CrdtType<?, ?, ?>> types) {
        this.state = state;
        this.synchronizer = synchronizer;
        this.types = types;
    }

    /** The identity in the storage, or a new one. */
    static ReplicaId identity(Storage storage, Codec codec, Supplier<ReplicaId> fresh) {
        Optional<byte[]> stored = storage.loadSnapshot();
        return stored.isPresent() ? codec.decode(FORMAT, stored.get()).id : fresh.get();
    }

    static byte[] snapshot(ReplicaState state) {
        List<Message.Row> rows = new ArrayList<>();
        for (ObjectEntry<?, ?, ?> entry : state.all()) {
            rows.add(entry.row(VersionVector.empty(), state.codec()));
        }
        return state.codec().encode(FORMAT, new Snapshot(state.id(), state.mark(), rows));
    }

    /** Brings back what is stored. A new storage first gets the identity, so that it is never forgotten once events bear it. */
    void restore(Storage storage, Journal journal) {
        Optional<byte[]> stored = storage.loadSnapshot();
        if (stored.isEmpty()) {
            journal.replaceBy(() -> snapshot(state));
            return;
        }
        Snapshot snapshot = state.codec().decode(FORMAT, stored.get());
        snapshot.rows.forEach(row -> restoreRow(state.prepare(row.name(), types.apply(row.type())), row));
        state.restore(snapshot.mark);
        for (byte[] record : storage.loadRecords()) {
            synchronizer.restore(state.codec().decode(MessageFormat.INSTANCE, record));
        }
        state.reopen();
        journal.append(() -> state.codec().encode(MessageFormat.INSTANCE, state.mark()));
    }

    private <T extends Crdt<D, C>, D extends Delta<D>, C> void restoreRow(ObjectEntry<T, D, C> entry, Message.Row row) {
        Decoded<D> decoded = entry.decode(row, state.codec(), HybridTimestamp.MAX);
        state.clock().resumeAfter(decoded.latestTimestamp());
        entry.join(row, decoded.value(), row.clock());
        state.add(entry);
        state.reindex(entry, VersionVector.empty());
    }
}
