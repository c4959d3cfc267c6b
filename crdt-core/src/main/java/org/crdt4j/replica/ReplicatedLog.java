// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.crdt.LogChange;
import org.crdt4j.crdt.LogEntry;
import org.crdt4j.log.CausalLog;

/**
 * A handle of a log in which every post stands once, after what it answers, in the same order at every replica. Posts that come late
 * get their place between others; what is settled does not move any more. Thread-safe. See {@link CausalLog}.
 *
 * @param <E> what is posted; it must be immutable, and of a class that the codec knows
 */
public final class ReplicatedLog<E> extends Handle<List<E>, LogChange<E>> {

    private final ReplicatedObject<CausalLog<E>, ?, LogChange<E>> object;

    ReplicatedLog(ReplicatedObject<CausalLog<E>, ?, LogChange<E>> object) {
        super(object);
        this.object = object;
    }

    /**
     * Appends a post now, as an answer to the newest that are visible here.
     *
     * @param item what to post
     * @return the name of the post, which no other has
     * @throws IllegalArgumentException if the codec does not know the item's class
     */
    public Dot append(E item) {
        object.admission().checkValue(item);
        return object.change(log -> CausalLog.postOf(log.append(item)));
    }

    /**
     * Appends a post as of a given time, for events that carry their own, as an answer to the newest that are visible here.
     *
     * @param item what to post
     * @param time when it happened
     * @return the name of the post, which no other has
     * @throws IllegalArgumentException if the codec does not know the item's class, or the time is too far in the future
     */
    public Dot append(E item, HybridTimestamp time) {
        object.admission().checkValue(item);
        object.admission().checkTime(time);
        return object.change(log -> CausalLog.postOf(log.append(item, time)));
    }

    /**
     * Appends a post as of a given time, as an answer to given ones.
     *
     * @param item what to post
     * @param time when it happened
     * @param after the posts that it answers, visible here; none if it stands alone
     * @return the name of the post, which no other has
     * @throws IllegalArgumentException if the codec does not know the item's class, if the time is too far in the future, or if a post to
     *     answer is not visible, and was not removed
     */
    public Dot append(E item, HybridTimestamp time, Collection<Dot> after) {
        object.admission().checkValue(item);
        object.admission().checkTime(time);
        List<Dot> answered = List.copyOf(after);
        return object.change(log -> CausalLog.postOf(log.append(item, time, answered)));
    }

    /**
     * The number of visible posts.
     *
     * @return how many there are now
     */
    public int size() {
        return object.read(CausalLog::size);
    }

    /**
     * The items of the visible posts, in order, as they change.
     *
     * @return a read-only live view; an iteration, or a stream, sees the log as it was when it began; positions change when posts come
     *     late
     */
    public List<E> items() {
        return new ListView<>(
                index -> object.read(log -> log.entries().get(index).item()), this::size, this::snapshot);
    }

    /**
     * The items of the visible posts now.
     *
     * @return an immutable copy, in order
     */
    public List<E> snapshot() {
        return current();
    }

    /**
     * The visible posts now, with their names, times and what they answer.
     *
     * @return an immutable copy, in order
     */
    public List<LogEntry<E>> entries() {
        return object.read(log -> List.copyOf(log.entries()));
    }

    /**
     * The posts that no event at or after a watermark can move or come before.
     *
     * @param watermark a time before which no replica makes events any more, as far as they have not come
     * @return an immutable copy: the beginning of {@link #entries}
     */
    public List<LogEntry<E>> settled(HybridTimestamp watermark) {
        return object.read(log -> log.settled(watermark));
    }

    /**
     * The visible posts that may still move, or get others before them.
     *
     * @param watermark see {@link #settled}
     * @return an immutable copy: the rest of {@link #entries}
     */
    public List<LogEntry<E>> tentative(HybridTimestamp watermark) {
        return object.read(log -> log.tentative(watermark));
    }

    /**
     * The posts that are here, but not visible before what they answer has come.
     *
     * @return an immutable copy, by time
     */
    public List<LogEntry<E>> waiting() {
        return object.read(log -> List.copyOf(log.waiting()));
    }

    /**
     * What the waiting posts need to become visible.
     *
     * @return an immutable copy: the names of the posts that are not here
     */
    public Set<Dot> missing() {
        return object.read(log -> Set.copyOf(log.missing()));
    }

    /** Removes every post that was seen here. */
    public void clear() {
        object.update(CausalLog::clear);
    }

    /** Removes the log, with every post that was seen here; what is posted concurrently survives. */
    public void delete() {
        deleteObject();
    }
}
