// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Decoded;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.IncompatibleTypeException;

/** Takes the messages of the protocol and says what to reply. Not thread-safe, but for the replies, see {@link Replies}. */
final class Synchronizer {

    /* Rows are joined as they come; the version grows only when an answer, or a scan, has been joined whole. An answer of which a row
     * was refused never completes, so what it brought is asked for again. Answers in progress are few; the oldest is forgotten. */

    private static final int MAX_IN_PROGRESS = 64;

    private final ReplicaState state;
    private final ReplicaStats.Counters counters;
    private final Replies replies;
    private final Function<String, CrdtType<?, ?, ?>> types;
    private final Map<Message.AnswerId, AnswerProgress> answers = bounded();
    private final Map<Message.AnswerId, ScanProgress> scans = bounded();

    Synchronizer(
            ReplicaState state,
            ReplicaStats.Counters counters,
            Replies replies,
            Function<String, CrdtType<?, ?, ?>> types) {
        this.state = state;
        this.counters = counters;
        this.replies = replies;
        this.types = types;
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MAX_IN_PROGRESS;
            }
        };
    }

    Reaction receive(Message message) {
        if (message instanceof Message.Digest digest) {
            return onDigest(digest);
        } else if (message instanceof Message.Pull pull) {
            checkIdentity(pull.version());
            return new Reaction(false, replies.answer(pull));
        } else if (message instanceof Message.Rows rows) {
            return onRows(rows);
        } else if (message instanceof Message.Advance advance) {
            return onAdvance(advance);
        } else if (message instanceof Message.Push push) {
            return onPush(push);
        } else if (message instanceof Message.RangeDigest digest) {
            return onRangeDigest(digest);
        } else if (message instanceof Message.RangePull pull) {
            return new Reaction(false, replies.range(pull.range()));
        } else if (message instanceof Message.RangeRows rows) {
            return onRangeRows(rows);
        }
        throw new IllegalArgumentException("no such message: " + message);
    }

    /** Takes a message that was kept; one that is refused now is asked for again. */
    void restore(Message message) {
        try {
            if (message instanceof Message.Push push && push.origin().equals(state.id())) {
                applyPush(entryOf(push.row()), push);
                state.restoreLastEvent(push.last());
            } else {
                receive(message);
            }
        } catch (CrdtException refusal) {
            counters.refused(refusal);
        }
    }

    private void checkIdentity(VersionVector heard) {
        checkIdentity(state.id(), heard.get(state.id()));
    }

    private void checkIdentity(ReplicaId origin, long event) {
        if (origin.equals(state.id()) && state.rules().isDuplicate(event, state.lastEvent())) {
            throw new DuplicateReplicaException(
                    "a peer knows event " + event + " of replica " + origin + ", which has made only "
                            + state.lastEvent()
                            + ": another process acts under this identity, or this replica lost its state. Stop one of"
                            + " them, and open this replica under a new incarnation");
        }
    }

    private Reaction onDigest(Message.Digest digest) {
        checkIdentity(digest.version());
        VersionVector version = state.version();
        List<byte[]> answer = new ArrayList<>();
        if (!version.covers(digest.version())) {
            answer.add(replies.pull(false));
        }
        if (!digest.version().covers(version) && !digest.reply()) {
            answer.add(replies.digest(true));
        }
        if (answer.isEmpty()
                && version.equals(digest.version())
                && state.isContiguous()
                && !state.visibleFingerprint().equals(digest.fingerprint())) {
            counters.divergences++;
            answer.add(replies.pull(true));
        }
        return Reaction.replying(answer);
    }

    private Reaction onPush(Message.Push push) {
        checkIdentity(push.origin(), push.last());
        ObjectEntry<?, ?, ?> entry = entryOf(push.row());
        long known = Math.max(
                entry.clock().contiguous(push.origin()), state.received().contiguous(push.origin()));
        if (push.last() <= known) {
            state.received().addInterval(push.origin(), push.first(), push.last());
            return Reaction.NOTHING;
        }
        if (state.rules().isHole(push.previous(), known)) {
            counters.holes++;
            return Reaction.NOTHING;
        }
        applyPush(entry, push);
        counters.pushesApplied++;
        return new Reaction(true, Collections.emptyIterator());
    }

    private <T extends Crdt<D, C>, D extends Delta<D>, C> void applyPush(
            ObjectEntry<T, D, C> entry, Message.Push push) {
        D delta = observed(
                entry.decodeDelta(push.row(), state.codec(), state.clock().latestAcceptable()));
        VersionVector before = entry.clock().vector();
        state.add(entry);
        entry.joinDelta(delta);
        entry.clock().fill(push.origin(), push.last());
        state.reindex(entry, before);
        state.received().addInterval(push.origin(), push.first(), push.last());
    }

    /* the object of a row, which may be new and is then not yet part of the replica */
    private ObjectEntry<?, ?, ?> entryOf(Message.Row row) {
        ObjectEntry<?, ?, ?> present = state.find(row.name()).orElse(null);
        if (present == null) {
            return state.prepare(row.name(), types.apply(row.type()));
        }
        if (!present.type().name().equals(row.type())) {
            throw new IncompatibleTypeException(
                    "'" + row.name() + "' is a " + present.type().name() + " here, and a " + row.type()
                            + " at the peer: give one of them another name");
        }
        return present;
    }

    private <D> D observed(Decoded<D> decoded) {
        state.clock().observe(decoded.latestTimestamp());
        return decoded.value();
    }

    private boolean joinRows(List<Message.Row> rows, DotCover header) {
        boolean all = true;
        for (Message.Row row : rows) {
            try {
                joinRow(entryOf(row), row, header);
            } catch (CrdtException refusal) {
                counters.refused(refusal);
                all = false;
            }
        }
        return all;
    }

    private <T extends Crdt<D, C>, D extends Delta<D>, C> void joinRow(
            ObjectEntry<T, D, C> entry, Message.Row row, DotCover header) {
        D content = observed(entry.decode(row, state.codec(), state.clock().latestAcceptable()));
        VersionVector before = entry.clock().vector();
        state.add(entry);
        entry.join(row, content, state.rules().senderSaw(row.clock(), header));
        state.reindex(entry, before);
        counters.rowsJoined++;
    }

    private Reaction onRows(Message.Rows rows) {
        checkIdentity(rows.header());
        AnswerProgress progress = answers.computeIfAbsent(rows.answer(), id -> new AnswerProgress());
        if (joinRows(rows.rows(), rows.header())) {
            progress.joined(rows.index());
        }
        return completed(rows.answer(), progress);
    }

    private Reaction onAdvance(Message.Advance advance) {
        checkIdentity(advance.header());
        AnswerProgress progress = answers.computeIfAbsent(advance.answer(), id -> new AnswerProgress());
        progress.end(advance);
        return completed(advance.answer(), progress);
    }

    private Reaction completed(Message.AnswerId answer, AnswerProgress progress) {
        Message.Advance end = progress.end();
        if (end != null
                && state.rules().isComplete(progress.size(), end.total())
                && state.version().covers(end.since())) {
            answers.remove(answer);
            advanceTo(end.header());
        }
        return Reaction.NOTHING;
    }

    private void advanceTo(VersionVector header) {
        header.forEach(state.received()::fill);
        counters.answersCompleted++;
    }

    private Reaction onRangeDigest(Message.RangeDigest digest) {
        Message.Range range = digest.range();
        checkIdentity(range.header());
        if (!state.rangeFingerprint(range.low(), range.high()).equals(digest.fingerprint())) {
            return Reaction.replying(List.of(replies.rangePull(range)));
        }
        scanned(range, digest.floor());
        return Reaction.NOTHING;
    }

    private Reaction onRangeRows(Message.RangeRows message) {
        Message.Range range = message.range();
        checkIdentity(message.seen());
        if (joinRows(message.rows(), message.seen())) {
            Set<String> listed = new HashSet<>();
            message.rows().forEach(row -> listed.add(row.name()));
            for (ObjectEntry<?, ?, ?> entry : state.between(range.low(), range.high())) {
                if (!listed.contains(entry.name()) && entry.joinAbsence(message.seen())) {
                    state.changed();
                }
            }
            scanned(range, message.floor());
        }
        return Reaction.NOTHING;
    }

    private void scanned(Message.Range range, VersionVector floor) {
        ScanProgress progress = scans.computeIfAbsent(range.answer(), id -> new ScanProgress(range.header()));
        progress.cover(range.low(), range.high(), floor);
        if (progress.isComplete()) {
            scans.remove(range.answer());
            state.raiseFloor(state.rules().inheritFloor(state.floor(), progress.floor()));
            advanceTo(progress.header());
        }
    }
}
