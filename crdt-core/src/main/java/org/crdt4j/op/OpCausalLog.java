// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.KernelCrdt;
import org.crdt4j.crdt.LogChange;
import org.crdt4j.crdt.LogEntry;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.log.CausalLog;
import org.crdt4j.log.LogStore;

/**
 * A log in which every post stands once, after what it answers, in the same order at every replica, operation-based (op-based causal
 * feed).
 *
 * <p>A post answers the newest posts that its author had seen, its parents, unless it says which others. The posts are in this order:
 * always the earliest next, by time and dot, of those whose parents are out. A post has the time of its tag, and comes after what its
 * author had seen; or it has a time of its own. Concurrent posts are both there, ordered by time. Posts cannot be removed singly. A
 * clear removes the posts that its author had seen; a concurrent post stays. The same history with the same times gives the same order
 * as {@link CausalLog}.
 *
 * <p>A {@linkplain #settled settled} post keeps its place for good once no earlier event can come; what is after is
 * {@linkplain #tentative tentative}.
 *
 * <p>Its operations need causal delivery, as {@link CausalDelivery} does it. So no post is here before
 * what it answers. The name of a post is that of its operation.
 *
 * <p>An append takes O(log n + concurrent posts) where it comes near the end; one that comes late moves the references of those after
 * it. A clear takes O(n). A post keeps its dot, its time and its parents for good; beside the posts the state is two numbers a replica,
 * and there are no tombstones. Items must be immutable. Not thread-safe.
 *
 * <p>Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System", 1978; Terry et al., "Managing Update Conflicts in
 * Bayou", 1995 (tentative and settled).
 *
 * @param <E> what is posted
 */
public final class OpCausalLog<E>
        extends KernelCrdt<CausalLog<E>, Causal<LogStore<E>>, LogChange<E>, OpCausalLog.Operation<E>> {

    private static final OpType<OpCausalLog<Object>, Operation<Object>, Causal<LogStore<Object>>> TYPE = new OpType<>(
            "op-causal-log",
            CausalLog.type().bottom(),
            OpCausalLog::new,
            OperationFormat.<Operation<Object>>none()
                    .with(
                            Post.class,
                            WireFormat.value(),
                            Post<Object>::item,
                            EventTime.format(),
                            Post<Object>::time,
                            WireFormat.dotSet(),
                            Post<Object>::parents,
                            Post<Object>::new)
                    .with(Clear.class, WireFormat.context(), Clear<Object>::observed, Clear<Object>::new),
            CausalLog.type().format());

    /** An empty log. */
    public OpCausalLog() {
        super(CausalLog.type());
    }

    /**
     * The type.
     *
     * @param <E> what is posted
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <E> OpType<OpCausalLog<E>, Operation<E>, Causal<LogStore<E>>> type() {
        return (OpType<OpCausalLog<E>, Operation<E>, Causal<LogStore<E>>>) (OpType<?, ?, ?>) TYPE;
    }

    /**
     * The number of posts.
     *
     * @return how many there are
     */
    public int size() {
        return kernel().size();
    }

    /**
     * The posts, in order.
     *
     * @return a read-only live view; positions change when posts come late
     */
    public List<LogEntry<E>> entries() {
        return kernel().entries();
    }

    /** The items of the posts, in order. Takes O(n). */
    @Override
    public List<E> value() {
        return kernel().value();
    }

    /**
     * The posts that no event at or after a watermark can move or come before.
     *
     * @param watermark a time before which no replica makes events any more, as far as they have not come
     * @return the beginning of {@link #entries}
     */
    public List<LogEntry<E>> settled(HybridTimestamp watermark) {
        return kernel().settled(watermark);
    }

    /**
     * The posts that may still move, or get others before them.
     *
     * @param watermark see {@link #settled}
     * @return the rest of {@link #entries}
     */
    public List<LogEntry<E>> tentative(HybridTimestamp watermark) {
        return kernel().tentative(watermark);
    }

    /**
     * Prepares to append a post now, as an answer to the newest that are here.
     *
     * @param item what to post
     * @return the operation
     */
    public Operation<E> append(E item) {
        return new Post<>(item, EventTime.after(kernel().latest()), kernel().newest());
    }

    /**
     * Prepares to append a post as of a given time, for events that carry their own, as an answer to the newest that are here. It
     * comes after these even if its time is earlier.
     *
     * @param item what to post
     * @param time when it happened
     * @return the operation
     */
    public Operation<E> append(E item, HybridTimestamp time) {
        return new Post<>(item, EventTime.of(time), kernel().newest());
    }

    /**
     * Prepares to append a post as of a given time, as an answer to given ones.
     *
     * @param item what to post
     * @param time when it happened
     * @param after the posts that it answers; those that were removed do not count. None if it stands alone
     * @return the operation
     * @throws IllegalArgumentException if a post to answer is not here, and was not removed
     */
    public Operation<E> append(E item, HybridTimestamp time, Collection<Dot> after) {
        return new Post<>(item, EventTime.of(time), kernel().answered(after));
    }

    /**
     * Prepares to append a post of an event log, whose place names it, as an answer to posts that may not be here yet: until they are,
     * it waits.
     *
     * @param item what to post
     * @param time when it happened
     * @param answers the places of the posts that it answers; none if it stands alone
     * @return the operation
     * @see SourceConsumer#accept
     */
    public Operation<E> appendRecorded(E item, HybridTimestamp time, Collection<SourceId> answers) {
        return new Post<>(
                item,
                EventTime.of(time),
                DotSet.of(answers.stream().map(SourceId::dot).toArray(Dot[]::new)));
    }

    /**
     * Prepares to remove every post that this replica has seen.
     *
     * @return the operation; it has no effect if there is none
     */
    public Operation<E> clear() {
        return new Clear<>(seen());
    }

    @Override
    protected Causal<LogStore<E>> delta(Tagged<Operation<E>> operation) {
        return operation.operation().delta(operation.dot(), operation.time());
    }

    /**
     * An operation: it says what was seen at its source, and makes a delta from that.
     *
     * @param <E> what is posted
     */
    public sealed interface Operation<E> permits Post, Clear {

        /**
         * What the operation does.
         *
         * @param dot the operation's own name
         * @param tagged the time of its tag
         * @return the delta whose join is the effect
         */
        Causal<LogStore<E>> delta(Dot dot, HybridTimestamp tagged);
    }

    /**
     * Appends a post.
     *
     * @param <E> what is posted
     * @param item what to post
     * @param time as of when
     * @param parents the posts that it answers
     */
    public record Post<E>(E item, EventTime time, DotSet parents) implements Operation<E> {

        /**
         * Checks that nothing is missing.
         *
         * @param item what to post
         * @param time as of when
         * @param parents the posts that it answers
         */
        public Post {
            Objects.requireNonNull(item, "item");
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(parents, "parents");
        }

        @Override
        public Causal<LogStore<E>> delta(Dot dot, HybridTimestamp tagged) {
            LogEntry<E> entry = new LogEntry<>(dot, time.at(tagged), item, parents);
            return new Causal<>(LogStore.of(entry), CausalContext.of(dot));
        }
    }

    /**
     * Removes the posts that were seen.
     *
     * @param <E> what is posted
     * @param observed everything that the source had seen, which all receivers have seen too when this is delivered
     */
    public record Clear<E>(CausalContext observed) implements Operation<E> {

        /**
         * Checks it.
         *
         * @param observed everything that the source had seen, which all receivers have seen too when this is delivered
         */
        public Clear {
            Objects.requireNonNull(observed, "observed");
        }

        @Override
        public Causal<LogStore<E>> delta(Dot dot, HybridTimestamp tagged) {
            return new Causal<>(LogStore.empty(), observed.join(CausalContext.of(dot)));
        }
    }
}
