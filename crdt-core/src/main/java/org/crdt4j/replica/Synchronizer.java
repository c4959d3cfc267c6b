// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Decoded;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.IncompatibleTypeException;
import org.jspecify.annotations.Nullable;

/** Takes the messages of the protocol and says what to reply. Not thread-safe, but for the replies, see {@link Replies}. */
final class Synchronizer {

    /* Rows are joined as they come; the version grows only when an answer, or a scan, has been joined whole. An answer of which a row
     * was refused never completes, so what it brought is asked for again. Answers in progress are few; the oldest is forgotten.
     * What has been applied is kept: the messages themselves, or the part of them that was not refused, and a mark whenever the
     * version grew by more than them. So replaying what was kept never has to decide anything again. */

    private static final int MAX_IN_PROGRESS = 64;

    private final ReplicaState state;
    private final ReplicaStats.Counters counters;
    private final Replies replies;
    private final Function<String, CrdtType<?, ?, ?>> types;
    private final FreshEvents fresh;
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
        this.fresh = new FreshEvents(state, counters, this::entryOf, this::checkIdentity);
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

    /** Takes a message; gives what of it has to be kept, the message itself if it is all of it. */
    Reaction receive(Message message, Consumer<Message> keep) {
        if (message instanceof Message.Digest digest) {
            return onDigest(digest);
        } else if (message instanceof Message.Pull pull) {
            checkIdentity(pull.version());
            return new Reaction(false, replies.answer(pull));
        } else if (message instanceof Message.Rows rows) {
            return onRows(rows, keep);
        } else if (message instanceof Message.Advance advance) {
            return onAdvance(advance, keep);
        } else if (message instanceof Message.Push push) {
            return fresh.receive(push, keep);
        } else if (message instanceof Message.AtomicPush push) {
            return fresh.receive(push, keep);
        } else if (message instanceof Message.RangeDigest digest) {
            return onRangeDigest(digest, keep);
        } else if (message instanceof Message.RangePull pull) {
            return onRangePull(pull);
        } else if (message instanceof Message.RangeRows rows) {
            return onRangeRows(rows, keep);
        }
        throw WireInput.corrupt("a " + message.getClass().getSimpleName() + " from a peer");
    }

    /** Applies again what was kept, marks apart. */
    void restore(Message message) {
        if (message instanceof Message.Push push) {
            fresh.restore(push);
        } else if (message instanceof Message.AtomicPush push) {
            fresh.restore(push);
        } else if (message instanceof Message.Rows rows) {
            rows.rows().forEach(row -> restoreRow(row, rows.header()));
            note(rows.links());
        } else if (message instanceof Message.RangeRows rows) {
            rows.rows().forEach(row -> restoreRow(row, rows.seen()));
            joinAbsence(rows);
            note(rows.links());
        } else {
            throw WireInput.corrupt("a stored " + message.getClass().getSimpleName());
        }
    }

    private void restoreRow(Message.Row row, DotCover header) {
        if (!joinRow(entryOf(row), row, header, HybridTimestamp.MAX)) {
            throw WireInput.corrupt("a row of '" + row.name() + "' that builds on what was never stored");
        }
    }

    private void checkIdentity(VersionVector heard) {
        checkIdentity(heard.get(state.id()));
    }

    private void checkIdentity(List<Message.Row> rows) {
        rows.forEach(row -> checkIdentity(row.clock().get(state.id())));
    }

    private void checkIdentity(long heardOfOwnEvents) {
        if (state.rules().isDuplicate(heardOfOwnEvents, state.lastEvent())) {
            throw new DuplicateReplicaException(
                    "a peer knows event " + heardOfOwnEvents + " of replica " + state.id()
                            + ", which has made only " + state.lastEvent()
                            + ": another process acts under this identity, or this replica lost its state. Stop one of"
                            + " them, and open this replica under a new incarnation: Replica.builder(...).id(id.nextIncarnation())");
        }
    }

    private Reaction onDigest(Message.Digest digest) {
        checkIdentity(digest.version());
        counters.heard(digest.version());
        VersionVector version = state.version();
        List<byte[]> answer = new ArrayList<>();
        if (!version.covers(digest.version())) {
            answer.add(replies.pull(false));
        }
        if (!digest.version().covers(version) && !digest.reply()) {
            answer.add(replies.digest(true));
        }
        if (version.equals(digest.version()) && !state.visibleFingerprint().equals(digest.fingerprint())) {
            onDifference(digest, answer);
        }
        return Reaction.replying(answer);
    }

    /* Of equal version and not of equal content: an alarm, unless one has something beyond the version. That is asked for as well; it
     * would be the only way if an event in between was lost for good with its replica. */
    private void onDifference(Message.Digest digest, List<byte[]> answer) {
        boolean settled = state.isSettled();
        if (settled && digest.settled()) {
            counters.divergences++;
            answer.add(replies.pull(true));
        }
        if (!digest.settled()) {
            answer.add(replies.pull(false));
        }
        if (!settled && !digest.reply()) {
            answer.add(replies.digest(true));
        }
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

    /* the rows that could be joined */
    private List<Message.Row> joinRows(List<Message.Row> rows, DotCover header) {
        List<Message.Row> joined = new ArrayList<>();
        for (Message.Row row : rows) {
            try {
                if (joinRow(entryOf(row), row, header, state.clock().latestAcceptable())) {
                    joined.add(row);
                    counters.rowsJoined++;
                } else {
                    counters.holes++;
                }
            } catch (CrdtException refusal) {
                counters.refused(refusal);
            }
        }
        return joined;
    }

    /* false if the row leaves out what this replica has not got either */
    private <T extends Crdt<D, C>, D extends Delta<D>, C> boolean joinRow(
            ObjectEntry<T, D, C> entry, Message.Row row, DotCover header, HybridTimestamp notAfter) {
        Decoded<D> decoded = entry.decode(row, state.codec(), notAfter);
        if (!state.reflects(entry, row.leftOut())) {
            return false;
        }
        if (!state.contains(entry) && state.version().covers(row.clock())) {
            return true; // all of it was here and has been dropped
        }
        state.clock().resumeAfter(decoded.latestTimestamp());
        VersionVector before = entry.clock().vector();
        state.add(entry);
        entry.join(row, decoded.value(), state.rules().senderSaw(row.clock(), header));
        state.reindex(entry, before);
        return true;
    }

    private Reaction onRows(Message.Rows rows, Consumer<Message> keep) {
        checkIdentity(rows.header());
        checkIdentity(rows.rows());
        if (isPartOfMore(rows.links())) {
            counters.holes++;
            return Reaction.NOTHING;
        }
        AnswerProgress progress = answers.computeIfAbsent(rows.answer(), id -> new AnswerProgress());
        progress.checkIndex(rows.index());
        List<Message.Row> joined = joinRows(rows.rows(), rows.header());
        if (joined.size() == rows.rows().size()) {
            progress.joined(rows.index());
            keep.accept(rows);
        } else if (!joined.isEmpty()) {
            keep.accept(new Message.Rows(rows.answer(), rows.index(), rows.header(), joined, rows.links()));
        }
        note(rows.links());
        return completed(rows.answer(), progress, keep);
    }

    /* Rows that were chosen for a version that this replica has not got, since it has forgotten what it had, may be a part only of what
     * was changed together. */
    private boolean isPartOfMore(Message.@Nullable Links links) {
        return links != null && !state.version().covers(links.since());
    }

    private void note(Message.@Nullable Links links) {
        if (links != null) {
            links.events().forEach(state.atomicEvents()::add);
        }
    }

    private Reaction onAdvance(Message.Advance advance, Consumer<Message> keep) {
        checkIdentity(advance.header());
        AnswerProgress progress = answers.computeIfAbsent(advance.answer(), id -> new AnswerProgress());
        progress.end(advance);
        return completed(advance.answer(), progress, keep);
    }

    private Reaction completed(Message.AnswerId answer, AnswerProgress progress, Consumer<Message> keep) {
        Message.Advance end = progress.end();
        if (end != null
                && state.rules().isComplete(progress.size(), end.total())
                && state.version().covers(end.since())) {
            answers.remove(answer);
            advanceTo(end.header(), keep);
        }
        return Reaction.NOTHING;
    }

    private void advanceTo(VersionVector header, Consumer<Message> keep) {
        header.forEach(state.received()::fill);
        counters.answersCompleted++;
        keep.accept(state.mark());
    }

    private Reaction onRangeDigest(Message.RangeDigest digest, Consumer<Message> keep) {
        Message.Range range = digest.range();
        checkIdentity(range.header());
        if (!state.rangeFingerprint(range.low(), range.high()).equals(digest.fingerprint())) {
            return Reaction.replying(List.of(replies.rangePull(range)));
        }
        scanned(range, digest.floor(), keep);
        return Reaction.NOTHING;
    }

    /* A range of a scan that another replica began, perhaps one that lived at this address before, cannot be answered here: this
     * replica may not have what that one's header promises. */
    private Reaction onRangePull(Message.RangePull pull) {
        return pull.range().answer().sender().equals(state.id())
                ? new Reaction(false, replies.range(pull.range()))
                : Reaction.NOTHING;
    }

    private Reaction onRangeRows(Message.RangeRows message, Consumer<Message> keep) {
        checkIdentity(message.seen());
        checkIdentity(message.rows());
        List<Message.Row> joined = joinRows(message.rows(), message.seen());
        if (joined.size() == message.rows().size()) {
            joinAbsence(message);
            keep.accept(message);
            scanned(message.range(), message.floor(), keep);
        } else if (!joined.isEmpty()) {
            keep.accept(new Message.Rows(message.range().answer(), 0, message.seen(), joined, message.links()));
        }
        note(message.links());
        return Reaction.NOTHING;
    }

    private void joinAbsence(Message.RangeRows message) {
        Set<String> listed = new HashSet<>();
        message.rows().forEach(row -> listed.add(row.name()));
        for (ObjectEntry<?, ?, ?> entry :
                state.between(message.range().low(), message.range().high())) {
            if (!listed.contains(entry.name()) && entry.joinAbsence(message.seen())) {
                state.emptiedBy(message.seen());
                state.changed(entry);
            }
        }
    }

    private void scanned(Message.Range range, VersionVector floor, Consumer<Message> keep) {
        ScanProgress progress = scans.computeIfAbsent(range.answer(), id -> new ScanProgress(range.header()));
        progress.cover(range.low(), range.high(), floor);
        if (progress.isComplete()) {
            scans.remove(range.answer());
            counters.scansCompleted++;
            state.raiseFloor(state.rules().inheritFloor(state.floor(), progress.floor()));
            advanceTo(progress.header(), keep);
        }
    }
}
