// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.jspecify.annotations.Nullable;

/** Makes the messages of the protocol. Long answers are made one message at a time, each under the replica's lock. */
final class Replies {

    /* What was changed together and is larger than this is sent in several messages, so that no message is ever too large. */
    private static final long MAX_UNIT_BYTES = 16 << 20;

    private final ReplicaState state;
    private final Object lock;
    private final Codec codec;
    private final Runnable checkOpen;
    private final Runnable force;

    Replies(ReplicaState state, Object lock, Runnable checkOpen, Runnable force) {
        this.state = state;
        this.lock = lock;
        this.checkOpen = checkOpen;
        this.force = force;
        this.codec = state.codec();
    }

    byte[] encode(Message message) {
        return codec.encode(MessageFormat.INSTANCE, message);
    }

    byte[] digest(boolean reply) {
        return encode(new Message.Digest(state.version(), state.visibleFingerprint(), state.isSettled(), reply));
    }

    byte[] pull(boolean scan) {
        return encode(new Message.Pull(state.version(), scan));
    }

    byte[] rangePull(Message.Range range) {
        return encode(new Message.RangePull(range));
    }

    /** What a peer lacks: the objects that changed, or a scan if some changes have left the index. */
    Iterator<byte[]> answer(Message.Pull pull) {
        Message.AnswerId answer = state.nextAnswer();
        return pull.scan() || state.rules().isBelowFloor(pull.version(), state.floor())
                ? new Scan(answer)
                : new Changes(answer, pull.version());
    }

    Iterator<byte[]> range(Message.Range range) {
        return new Objects(range);
    }

    /** What anybody at a version lacks, without asking back. */
    Iterator<byte[]> whole(VersionVector seen) {
        Message.AnswerId answer = state.nextAnswer();
        return state.rules().isBelowFloor(seen, state.floor())
                ? new Objects(new Message.Range(answer, "", "", state.version()))
                : new Changes(answer, seen);
    }

    /** Messages that are made when they are asked for. */
    private abstract class Lazy implements Iterator<byte[]> {

        private boolean finished;

        abstract Message make();

        final void finish() {
            finished = true;
        }

        @Override
        public final boolean hasNext() {
            return !finished;
        }

        @Override
        public final byte[] next() {
            if (finished) {
                throw new NoSuchElementException("the answer is complete");
            }
            byte[] message;
            synchronized (lock) {
                checkOpen.run();
                message = encode(make());
            }
            force.run();
            return message;
        }
    }

    /** The rows of one message: objects that were changed together are in it together. */
    private final class Parcel {

        final Set<ObjectEntry<?, ?, ?>> entries = new LinkedHashSet<>();
        final List<Message.Row> rows = new ArrayList<>();
        private final VersionVector since;
        private final Set<AtomicEvents.Event> events = new LinkedHashSet<>();
        long bytes;

        Parcel(VersionVector since) {
            this.since = since;
        }

        void add(ObjectEntry<?, ?, ?> entry) {
            put(entry);
            if (!state.rules().travelTogether()) {
                return;
            }
            AtomicEvents.Unit unit = state.atomicEvents().unit(entry.name(), since);
            events.addAll(unit.events());
            for (String name : unit.names()) {
                if (bytes < MAX_UNIT_BYTES) {
                    state.find(name).ifPresent(this::put);
                }
            }
        }

        private void put(ObjectEntry<?, ?, ?> entry) {
            if (entries.add(entry)) {
                Message.Row row = entry.row(since, codec);
                rows.add(row);
                bytes += row.content().length;
            }
        }

        Message.@Nullable Links links() {
            return state.atomicEvents().isEmpty() ? null : new Message.Links(since, List.copyOf(events));
        }
    }

    /** The objects that changed since a version, each as it is when it is sent, then the version at the beginning. */
    private final class Changes extends Lazy {

        private final Message.AnswerId answer;
        private final VersionVector since;
        private final VersionVector header = state.version();
        private final Iterator<ObjectEntry<?, ?, ?>> left;
        private final Set<ObjectEntry<?, ?, ?>> sent = new HashSet<>();
        private int made;

        Changes(Message.AnswerId answer, VersionVector since) {
            this.answer = answer;
            this.since = since;
            this.left = state.index().since(since).iterator();
        }

        @Override
        Message make() {
            if (!left.hasNext()) {
                finish();
                return new Message.Advance(answer, made, since, header);
            }
            Parcel parcel = new Parcel(since);
            while (parcel.bytes < state.portions().rowBytes() && left.hasNext()) {
                ObjectEntry<?, ?, ?> next = left.next();
                if (!sent.contains(next)) {
                    parcel.add(next);
                    sent.addAll(parcel.entries);
                }
            }
            return new Message.Rows(answer, made++, header, parcel.rows, parcel.links());
        }
    }

    /** A summary of each range of names. */
    private final class Scan extends Lazy {

        private final Message.AnswerId answer;
        private final VersionVector header = state.version();
        private String low = "";

        Scan(Message.AnswerId answer) {
            this.answer = answer;
        }

        @Override
        Message make() {
            String high = state.nameAfter(low, state.portions().namesPerRange());
            Message.Range range = new Message.Range(answer, low, high, header);
            Fingerprint fingerprint = state.rangeFingerprint(low, high);
            low = high;
            if (high.isEmpty()) {
                finish();
            }
            return new Message.RangeDigest(range, state.floor(), fingerprint);
        }
    }

    /** All objects of a range of names. */
    private final class Objects extends Lazy {

        private final Message.Range range;
        private String low;

        Objects(Message.Range range) {
            this.range = range;
            this.low = range.low();
        }

        @Override
        Message make() {
            Parcel parcel = new Parcel(VersionVector.empty());
            String next = null;
            for (ObjectEntry<?, ?, ?> entry : state.between(low, range.high())) {
                if (parcel.bytes >= state.portions().rowBytes()) {
                    next = entry.name();
                    break;
                }
                if (entry.isUsed()) {
                    parcel.add(entry);
                }
            }
            Message.Range part = part(next);
            return new Message.RangeRows(part, state.floor(), state.version(), parcel.rows, parcel.links());
        }

        private Message.Range part(@Nullable String next) {
            String high = next == null ? range.high() : next;
            Message.Range part = new Message.Range(range.answer(), low, high, range.header());
            low = high;
            if (next == null) {
                finish();
            }
            return part;
        }
    }
}
