// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.LogChange;
import org.crdt4j.crdt.LogEntry;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * A log in which every post stands once, after what it answers, in the same order at every replica (causal feed, causal log).
 *
 * <p>A post answers the newest posts that its author had seen, its parents, unless it says which others. It is <b>visible</b> when all
 * of them are; until then it {@linkplain #waiting waits}. The visible posts are in this order: always the earliest next, by time and
 * dot, of those whose parents are out. Times are hybrid, so that is plain (time, dot) order; only a post with a time of its own may be
 * earlier than what it answers, and then comes right after it. Concurrent posts are both there, ordered by time. Posts cannot be
 * removed singly. A {@link #clear}, or the removal of the log, removes the posts that its author had seen; a concurrent post stays,
 * and what was removed holds up nobody.
 *
 * <p>A {@linkplain #settled settled} post keeps its place for good once no earlier event can come; what is after is
 * {@linkplain #tentative tentative}. Deltas may come in any order, late, twice and with gaps.
 *
 * <p>An append takes O(log n + concurrent posts), joining the delta of one post the same if it comes near the end; one that comes late
 * moves the references of those after it. Joining a whole state takes O(n), or O(n log n) if much of it is late; {@link #value} copies.
 * Nested in a map, each update and each query of the order takes O(n log n) besides. A post keeps its dot, its time and its parents for
 * good; there are no tombstones. Items must be immutable. Not thread-safe.
 *
 * <p>Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System", 1978; Terry et al., "Managing Update Conflicts in
 * Bayou", 1995 (tentative and settled).
 *
 * @param <E> what is posted
 */
public final class CausalLog<E> extends CausalCrdt<LogStore<E>, LogChange<E>> {

    /* timeline has the order of the store; null until somebody asks, and again when posts were removed. LogStore says why its join is
     * right, Timeline why its order is.
     *
     * Settled posts are those whose rank, the greatest of the post and its ancestors, is below the watermark. Posts are ordered by
     * rank, so these are a prefix. A post that comes with a time at or after the watermark has at least that rank, and so has every
     * post that waited for it: they all come after the prefix. So no such event can change it, only a removal can. */

    private static final CausalType<CausalLog<Object>, LogStore<Object>, LogChange<Object>> TYPE = new CausalType<>(
            "causal-log", LogStore.empty(), CausalLog::new, LogStore.formatWithParents(WireFormat.value()));

    private @Nullable Timeline<E> timeline;

    /**
     * An empty log.
     *
     * @param replicaContext its surroundings
     */
    public CausalLog(ReplicaContext replicaContext) {
        this(replicaContext, LogStore.empty());
    }

    private CausalLog(ReplicaContext replicaContext, LogStore<E> store) {
        super(replicaContext, store);
    }

    /**
     * The type.
     *
     * @param <E> what is posted
     * @return its descriptor
     */
    @SuppressWarnings("unchecked")
    public static <E> CausalType<CausalLog<E>, LogStore<E>, LogChange<E>> type() {
        return (CausalType<CausalLog<E>, LogStore<E>, LogChange<E>>) (CausalType<?, ?, ?>) TYPE;
    }

    private Timeline<E> timeline() {
        Timeline<E> known = timeline;
        if (known == null) {
            known = Timeline.of(store().entries());
            timeline = known;
        }
        return known;
    }

    /**
     * The number of visible posts.
     *
     * @return how many there are
     */
    public int size() {
        return entries().size();
    }

    /**
     * The visible posts, in order.
     *
     * @return a read-only live view; positions change when posts come late
     */
    public List<LogEntry<E>> entries() {
        return timeline().entries();
    }

    /** The items of the visible posts, in order. Takes O(n). */
    @Override
    public List<E> value() {
        List<E> items = new ArrayList<>(size());
        entries().forEach(entry -> items.add(entry.item()));
        return Collections.unmodifiableList(items);
    }

    /**
     * The posts that no event at or after a watermark can move or come before: those which are earlier than it, with all that they
     * answer. Takes O(log n), and O(settled posts) for the copy.
     *
     * @param watermark a time before which no replica makes events any more, as far as they have not come
     * @return the beginning of {@link #entries}
     */
    public List<LogEntry<E>> settled(HybridTimestamp watermark) {
        Timeline<E> now = timeline();
        return List.copyOf(now.entries().subList(0, now.countBefore(watermark)));
    }

    /**
     * The visible posts that may still move, or get others before them.
     *
     * @param watermark see {@link #settled}
     * @return the rest of {@link #entries}
     */
    public List<LogEntry<E>> tentative(HybridTimestamp watermark) {
        Timeline<E> now = timeline();
        return List.copyOf(
                now.entries().subList(now.countBefore(watermark), now.entries().size()));
    }

    /**
     * The posts that are here and not visible.
     *
     * @return the posts, by time and dot
     */
    public List<LogEntry<E>> waiting() {
        return timeline().waiting();
    }

    /**
     * What the waiting posts need to become visible.
     *
     * @return the posts that are not here, ascending
     */
    public Set<Dot> missing() {
        return Collections.unmodifiableSet(timeline().missing());
    }

    /**
     * The post that a delta is about.
     *
     * @param delta what one append returned
     * @return the dot that names its post for good
     * @throws IllegalStateException if the delta is not that of one append
     */
    public static Dot postOf(Causal<? extends LogStore<?>> delta) {
        return delta.store().onlyDot();
    }

    /**
     * Appends a post now, as an answer to the newest that are visible here.
     *
     * @param item what to post
     * @return the delta
     */
    public Causal<LogStore<E>> append(E item) {
        Objects.requireNonNull(item, "item");
        return append(item, replicaContext().nextTimestamp(latest()));
    }

    /**
     * Appends a post as of a given time, for events that carry their own, as an answer to the newest that are visible here. It comes
     * after these even if its time is earlier.
     *
     * @param item what to post
     * @param time when it happened
     * @return the delta
     */
    public Causal<LogStore<E>> append(E item, HybridTimestamp time) {
        return append(item, time, newest());
    }

    /**
     * Appends a post as of a given time, as an answer to given ones.
     *
     * @param item what to post
     * @param time when it happened
     * @param after the posts that it answers, visible here; those that were removed do not count. None if it stands alone
     * @return the delta
     * @throws IllegalArgumentException if a post to answer is not visible, and was not removed
     */
    public Causal<LogStore<E>> append(E item, HybridTimestamp time, Collection<Dot> after) {
        return append(item, time, answered(after));
    }

    /**
     * The newest visible posts, which an append answers.
     *
     * @return those that no visible post answers yet
     */
    public DotSet newest() {
        return DotSet.of(timeline().frontier().toArray(new Dot[0]));
    }

    /**
     * When the last visible post happened, the last in order.
     *
     * @return its time, the beginning of time if there is none
     */
    public HybridTimestamp latest() {
        Timeline<E> now = timeline();
        return now.entries().isEmpty() ? HybridTimestamp.ZERO : now.latest().time();
    }

    /**
     * What a post names that is to answer given ones.
     *
     * @param after the posts that it answers, visible here; those that were removed do not count
     * @return those that count
     * @throws IllegalArgumentException if a post to answer is not visible, and was not removed
     */
    public DotSet answered(Collection<Dot> after) {
        List<Dot> parents = new ArrayList<>();
        for (Dot parent : after) {
            if (timeline().isVisible(parent)) {
                parents.add(parent);
            } else if (store().get(parent) != null || !replicaContext().seen().covers(parent)) {
                throw new IllegalArgumentException(
                        "post " + parent + " is not visible here: only what is visible can be answered");
            }
        }
        return DotSet.of(parents.toArray(new Dot[0]));
    }

    private Causal<LogStore<E>> append(E item, HybridTimestamp time, DotSet parents) {
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(time, "time");
        Timeline<E> now = timeline();
        Dot dot = replicaContext().nextDot();
        LogEntry<E> entry = new LogEntry<>(dot, time, item, parents);
        Causal<LogStore<E>> delta = commit(store().put(entry, owner()), LogStore.of(entry), CausalContext.of(dot));
        report(inserted(now, now.addSorted(List.of(entry))));
        return delta;
    }

    /**
     * Removes every post, visible or waiting, that this replica has seen.
     *
     * @return the delta; it says nothing if there is none
     */
    public Causal<LogStore<E>> clear() {
        return removeAll();
    }

    @Override
    protected void emptied() {
        timeline = null;
    }

    @Override
    protected LogStore<E> join(LogStore<E> mine, LogStore<E> theirs, JoinScope scope) {
        Timeline<E> known = isObserved() ? timeline() : timeline;
        LogStore.Merge<E> merge = mine.merge(theirs, scope);
        if (known == null) {
            return merge.store();
        }
        if (!merge.isMoreThanAdded() && !known.isWorthRebuilding(merge.added())) {
            report(inserted(known, known.addSorted(merge.added())));
        } else if (isObserved()) {
            Timeline<E> rebuilt = Timeline.of(merge.store().entries());
            timeline = rebuilt;
            report(LogChange.between(known.entries(), rebuilt.entries()));
        } else {
            timeline = null;
        }
        return merge.store();
    }

    private @Nullable LogChange<E> inserted(Timeline<E> now, List<LogEntry<E>> shown) {
        if (shown.isEmpty() || !isObserved()) {
            return null;
        }
        List<LogChange.Placed<E>> placed = new ArrayList<>();
        shown.forEach(entry -> placed.add(new LogChange.Placed<>(now.positionOf(entry.dot()), entry)));
        return new LogChange<>(List.of(), placed);
    }

    @Override
    public @Nullable LogChange<E> change(LogStore<E> before, LogStore<E> after) {
        return LogChange.between(
                Timeline.of(before.entries()).entries(),
                Timeline.of(after.entries()).entries());
    }

    @Override
    protected void forEachVisibleDot(LogStore<E> present, DotConsumer action) {
        Timeline<E> shown = present == store() ? timeline() : Timeline.of(present.entries());
        for (LogEntry<E> entry : shown.entries()) {
            action.accept(entry.dot().replica(), entry.dot().counter());
        }
    }

    @Override
    public void checkInvariants() {
        super.checkInvariants();
        for (LogEntry<E> entry : store().entries()) {
            for (Dot parent : entry.parents().dots()) {
                if (store().get(parent) == null && replicaContext().context().covers(parent)) {
                    throw new IllegalStateException(entry + " has a parent that was removed: " + parent);
                }
            }
        }
        Timeline<E> rebuilt = Timeline.of(store().entries());
        boolean isSame = rebuilt.entries().equals(entries())
                && rebuilt.frontier().equals(timeline().frontier())
                && rebuilt.waiting().equals(waiting())
                && rebuilt.missing().equals(missing());
        if (!isSame) {
            throw new IllegalStateException("the order is " + entries() + ", waiting " + waiting() + ", but should be "
                    + rebuilt.entries() + ", waiting " + rebuilt.waiting());
        }
    }
}
