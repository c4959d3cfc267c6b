// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
import org.crdt4j.error.CorruptDataException;
import org.jspecify.annotations.Nullable;

/** What a replica keeps, and how it comes back: a snapshot, then the messages that changed it since, its own pushes among them. */
final class Recovery {

    /* A snapshot is a row of messages, each behind its length in four bytes, so that no limit of a message holds for all objects
     * together: the head, then the objects, then which of them were changed together. */

    private record Head(ReplicaId id, Message.Mark mark, VersionVector emptiedBy, int rows) {}

    private record Snapshot(Head head, List<Message.Row> rows, List<AtomicEvents.Event> events) {}

    private static final WireFormat<Head> HEAD = new WireFormat<>() {
        @Override
        public void write(Head head, WireOutput out) {
            out.writeReplica(head.id);
            MessageFormat.write(head.mark, out);
            MessageFormat.VECTOR.write(head.emptiedBy, out);
            out.writeCount(head.rows);
        }

        @Override
        public Head read(WireInput in) {
            return new Head(
                    in.readReplica(),
                    MessageFormat.readMark(in),
                    MessageFormat.VECTOR.read(in),
                    MessageFormat.readInt(in));
        }
    };

    private static final WireFormat<Message.Row> ROW = new WireFormat<>() {
        @Override
        public void write(Message.Row row, WireOutput out) {
            MessageFormat.write(row, out);
        }

        @Override
        public Message.Row read(WireInput in) {
            return MessageFormat.readRow(in);
        }
    };

    private static final String SNAPSHOT = "the snapshot";
    private static final String REMEDY =
            "put back a copy of the storage and open it under a later incarnation, or begin"
                    + " with an empty one and a new identity; what peers have comes back from them";

    private final ReplicaState state;
    private final Synchronizer synchronizer;
    private final Function<String, CrdtType<?, ?, ?>> types;

    Recovery(ReplicaState state, Synchronizer synchronizer, Function<String, CrdtType<?, ?, ?>> types) {
        this.state = state;
        this.synchronizer = synchronizer;
        this.types = types;
    }

    /** The identity in the storage, or a later incarnation of it if that is wanted; in a new storage the wanted one, or any. */
    static ReplicaId identity(Storage storage, Codec codec, @Nullable ReplicaId wanted) {
        Optional<byte[]> stored = storage.loadSnapshot();
        if (stored.isEmpty()) {
            checkUnused(storage);
            return wanted != null ? wanted : ReplicaId.random();
        }
        ReplicaId kept = decodeSnapshot(codec, stored.get()).head.id;
        if (storage.mayHaveForgotten()) {
            return identityAfter(kept, wanted);
        }
        if (wanted == null || wanted.equals(kept)) {
            return kept;
        }
        if (wanted.id() != kept.id() || wanted.incarnation() < kept.incarnation()) {
            throw new IllegalArgumentException("the storage is that of replica " + kept + ", not of " + wanted
                    + ": set no identity, or a later incarnation of this one, or take another storage");
        }
        return wanted;
    }

    /* one under which nothing can have been made that is forgotten */
    private static ReplicaId identityAfter(ReplicaId kept, @Nullable ReplicaId wanted) {
        if (wanted == null) {
            return kept.nextIncarnation();
        }
        if (wanted.id() != kept.id() || wanted.incarnation() <= kept.incarnation()) {
            throw new IllegalArgumentException("the storage is that of replica " + kept
                    + ", and may lack the last that it did: set no identity, or a later incarnation of this one, not "
                    + wanted);
        }
        return wanted;
    }

    /* the snapshot with the identity is always written first */
    private static void checkUnused(Storage storage) {
        int records = storage.loadRecords().size();
        if (records > 0) {
            throw new CorruptDataException("the storage has " + records + " records and no snapshot: " + REMEDY);
        }
    }

    static byte[] snapshot(ReplicaState state) {
        Codec codec = state.codec();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        append(
                codec.encode(
                        HEAD,
                        new Head(
                                state.id(),
                                state.mark(),
                                state.emptiedBy(),
                                state.all().size())),
                all);
        for (ObjectEntry<?, ?, ?> entry : state.all()) {
            append(codec.encode(ROW, entry.row(VersionVector.empty(), codec)), all);
        }
        if (!state.atomicEvents().isEmpty()) {
            append(
                    codec.encode(
                            MessageFormat.EVENTS,
                            List.copyOf(state.atomicEvents().all())),
                    all);
        }
        return all.toByteArray();
    }

    private static void append(byte[] part, ByteArrayOutputStream all) {
        all.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        all.writeBytes(part);
    }

    private static Snapshot decodeSnapshot(Codec codec, byte[] stored) {
        try {
            ByteBuffer all = ByteBuffer.wrap(stored);
            Head head = codec.decode(HEAD, next(all));
            List<Message.Row> rows = new ArrayList<>();
            while (all.hasRemaining() && rows.size() < head.rows) {
                rows.add(codec.decode(ROW, next(all)));
            }
            if (rows.size() != head.rows) {
                throw WireInput.corrupt(head.rows + " objects are declared, but there are " + rows.size());
            }
            List<AtomicEvents.Event> events =
                    all.hasRemaining() ? codec.decode(MessageFormat.EVENTS, next(all)) : List.of();
            if (all.hasRemaining()) {
                throw WireInput.corrupt("there is more than " + head.rows + " objects");
            }
            return new Snapshot(head, rows, events);
        } catch (CorruptDataException damage) {
            throw damaged(SNAPSHOT, damage);
        }
    }

    private static byte[] next(ByteBuffer all) {
        int length = all.remaining() < Integer.BYTES ? -1 : all.getInt();
        if (length < 0 || length > all.remaining()) {
            throw WireInput.corrupt("a part is cut off");
        }
        byte[] part = new byte[length];
        all.get(part);
        return part;
    }

    /**
     * Brings back what is stored. A new storage first gets the identity, so that it is never forgotten once events bear it; so does
     * one of an earlier incarnation.
     */
    void restore(Storage storage, Journal journal) {
        Optional<byte[]> stored = storage.loadSnapshot();
        boolean mine = stored.isPresent() && restore(stored.get(), storage.loadRecords(), journal);
        if (mine) {
            state.reopen();
            journal.append(() -> state.codec().encode(MessageFormat.INSTANCE, state.mark()));
        } else {
            journal.replaceBy(() -> snapshot(state));
        }
    }

    /* whether it is of this incarnation */
    private boolean restore(byte[] stored, List<byte[]> records, Journal journal) {
        Snapshot snapshot = decodeSnapshot(state.codec(), stored);
        boolean mine = snapshot.head.id.equals(state.id());
        restore(snapshot, mine);
        long recordBytes = 0;
        for (int number = 0; number < records.size(); number++) {
            try {
                restoreRecord(records.get(number), mine);
            } catch (CorruptDataException damage) {
                throw damaged("record " + (number + 1) + " of " + records.size(), damage);
            }
            recordBytes += records.get(number).length;
        }
        journal.resume(stored.length, recordBytes);
        return mine;
    }

    private void restore(Snapshot snapshot, boolean mine) {
        try {
            snapshot.rows.forEach(row -> restoreRow(state.prepare(row.name(), types.apply(row.type())), row));
        } catch (CorruptDataException damage) {
            throw damaged(SNAPSHOT, damage);
        }
        restore(snapshot.head.mark, mine);
        state.emptiedBy(snapshot.head.emptiedBy);
        snapshot.events.forEach(state.atomicEvents()::add);
    }

    private void restoreRecord(byte[] record, boolean mine) {
        Message message = state.codec().decode(MessageFormat.INSTANCE, record);
        if (message instanceof Message.Mark mark) {
            if (mine && mark.lastEvent() != state.lastEvent()) {
                throw WireInput.corrupt(
                        "own event " + mark.lastEvent() + " was made, the last one here is " + state.lastEvent());
            }
            restore(mark, mine);
        } else {
            synchronizer.restore(message);
        }
    }

    private void restore(Message.Mark mark, boolean mine) {
        state.restore(mine ? mark : mark.ofPredecessor());
    }

    private static CorruptDataException damaged(String part, CorruptDataException damage) {
        return new CorruptDataException(
                part + " in the storage is damaged (" + damage.getMessage() + "): " + REMEDY, damage);
    }

    private <T extends Crdt<D, C>, D extends Delta<D>, C> void restoreRow(ObjectEntry<T, D, C> entry, Message.Row row) {
        Decoded<D> decoded = entry.decode(row, state.codec(), HybridTimestamp.MAX);
        state.clock().resumeAfter(decoded.latestTimestamp());
        entry.join(row, decoded.value(), row.clock());
        state.add(entry);
        state.reindex(entry, VersionVector.empty());
    }
}
