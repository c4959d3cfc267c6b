// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.crdt.LogEntry;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * The dot store of logs: an entry for each dot. Immutable, but for its owner's right to edit it in place.
 *
 * <p>Join: an entry that both have stays; one that a side has and the other has not seen stays; one that the other has seen and no
 * longer has is gone. A <b>partial</b> store, as that of an append is, has every event of the log that its context covers; joining it
 * costs O(its own entries). Any other store speaks of all events, and joining it costs O(both).
 *
 * @param <E> what is logged
 */
public final class LogStore<E> implements DotStore<LogStore<E>> {

    /* `entries` is written only through edit(), that is by the owner.
     *
     * A parent that was removed must not hold up its children. So it is taken out of their parents, in every join, as soon as it is
     * known to be removed: covered by either context, and not in the joined store. The parents of an entry are therefore what its
     * author wrote, less what is in the context and not in the store: a function of contexts and dots alone, which makes the join a
     * lattice join (of two versions of one entry, the common parents count). Only who joins a store that is not partial can learn
     * that a parent is gone of which the child was here before: a partial one has whatever it covers. */

    private static final LogStore<?> EMPTY = new LogStore<>(Map.of(), false, null);

    private final Map<Dot, LogEntry<E>> entries;
    private final boolean partial;
    private final @Nullable Owner owner;

    private LogStore(Map<Dot, LogEntry<E>> entries, boolean partial, @Nullable Owner owner) {
        this.entries = entries;
        this.partial = partial;
        this.owner = owner;
    }

    /** What a join makes of a store: what came, and whether anything went or lost a parent. */
    record Merge<E>(LogStore<E> store, List<LogEntry<E>> added, boolean isMoreThanAdded) {}

    /**
     * No entry.
     *
     * @param <E> what is logged
     * @return the empty store
     */
    @SuppressWarnings("unchecked")
    public static <E> LogStore<E> empty() {
        return (LogStore<E>) EMPTY;
    }

    /**
     * The store of the delta of one event.
     *
     * @param <E> what is logged
     * @param entry the event
     * @return the partial store
     */
    public static <E> LogStore<E> of(LogEntry<E> entry) {
        return new LogStore<>(Map.of(entry.dot(), entry), true, null);
    }

    /**
     * The entry of an event.
     *
     * @param dot the event
     * @return its entry, null if it is not here
     */
    public @Nullable LogEntry<E> get(Dot dot) {
        return entries.get(dot);
    }

    /**
     * The entries.
     *
     * @return a read-only live view, in no particular order
     */
    public Collection<LogEntry<E>> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /**
     * The number of entries.
     *
     * @return how many there are
     */
    public int size() {
        return entries.size();
    }

    /**
     * The event of the delta of one event: its name.
     *
     * @return the dot of the only entry
     * @throws IllegalStateException if there is not exactly one
     */
    public Dot onlyDot() {
        if (entries.size() != 1) {
            throw new IllegalStateException(
                    "a delta of " + entries.size() + " events: ask the delta of the very mutator, not one of several");
        }
        return entries.keySet().iterator().next();
    }

    /**
     * Whether every event of this log that the context covers is here.
     *
     * @return whether it is partial
     */
    public boolean isPartial() {
        return partial;
    }

    @Override
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public LogStore<E> bottom() {
        return empty();
    }

    @Override
    public LogStore<E> self() {
        return this;
    }

    @Override
    public void forEachDot(DotConsumer action) {
        for (Dot dot : entries.keySet()) {
            action.accept(dot.replica(), dot.counter());
        }
    }

    /**
     * This store with one more entry.
     *
     * @param entry the entry
     * @param editor who may edit in place
     * @return this store if the editor owns it, else an edited copy that the editor owns
     */
    public LogStore<E> put(LogEntry<E> entry, Owner editor) {
        LogStore<E> target = edit(editor);
        target.entries.put(entry.dot(), entry);
        return target;
    }

    private LogStore<E> edit(@Nullable Owner editor) {
        return editor != null && owner == editor ? this : new LogStore<>(new HashMap<>(entries), partial, editor);
    }

    @Override
    public LogStore<E> join(LogStore<E> other, JoinScope scope) {
        return merge(other, scope).store;
    }

    Merge<E> merge(LogStore<E> other, JoinScope scope) {
        if (this == other) {
            return new Merge<>(this, List.of(), false);
        }
        List<LogEntry<E>> added = new ArrayList<>();
        Map<Dot, LogEntry<E>> changed = new HashMap<>();
        for (LogEntry<E> theirs : other.entries.values()) {
            LogEntry<E> mine = entries.get(theirs.dot());
            if (mine != null) {
                keepParents(mine, parent -> theirs.parents().contains(parent.replica(), parent.counter()), changed);
            } else if (!scope.mine().covers(theirs.dot())) {
                added.add(theirs);
            }
        }
        List<Dot> gone = other.partial ? List.of() : absentFrom(other, scope.theirs());
        boolean isSame = added.isEmpty() && changed.isEmpty() && gone.isEmpty();
        if (isSame && (other.partial || !mayOrphan(scope.theirs()))) {
            return new Merge<>(partial && !other.partial ? whole() : this, List.of(), false);
        }
        scope.markChanged();
        return apply(other.partial, added, changed, gone, scope);
    }

    /* what the other side has seen and no longer has */
    private List<Dot> absentFrom(LogStore<E> other, DotCover theySaw) {
        List<Dot> absent = new ArrayList<>();
        for (Dot dot : entries.keySet()) {
            if (!other.entries.containsKey(dot) && theySaw.covers(dot)) {
                absent.add(dot);
            }
        }
        return absent;
    }

    private LogStore<E> whole() {
        return entries.isEmpty() ? empty() : new LogStore<>(new HashMap<>(entries), false, null);
    }

    /* whether somebody has seen a parent that is not here; this side has not, or its child would have lost it */
    private boolean mayOrphan(DotCover theySaw) {
        for (LogEntry<E> entry : entries.values()) {
            for (Dot parent : entry.parents().dots()) {
                if (!entries.containsKey(parent) && theySaw.covers(parent)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Merge<E> apply(
            boolean onlyAdds, List<LogEntry<E>> added, Map<Dot, LogEntry<E>> changed, List<Dot> gone, JoinScope scope) {
        LogStore<E> edited = edit(scope.owner());
        Map<Dot, LogEntry<E>> joined = edited.entries;
        added.forEach(entry -> joined.put(entry.dot(), entry));
        joined.putAll(changed);
        gone.forEach(joined::remove);
        DotCover seen = scope.mine().or(scope.theirs());
        Map<Dot, LogEntry<E>> orphaned = new HashMap<>();
        for (LogEntry<E> entry : onlyAdds ? added : joined.values()) {
            keepParents(entry, parent -> joined.containsKey(parent) || !seen.covers(parent), orphaned);
        }
        joined.putAll(orphaned);
        boolean moreThanAdded = !changed.isEmpty() || !gone.isEmpty();
        List<LogEntry<E>> asJoined = new ArrayList<>(added.size());
        for (LogEntry<E> entry : added) {
            LogEntry<E> orphan = orphaned.remove(entry.dot());
            asJoined.add(orphan == null ? entry : orphan);
        }
        LogStore<E> result = edited.partial && !onlyAdds ? new LogStore<>(joined, false, scope.owner()) : edited;
        return new Merge<>(result, asJoined, moreThanAdded || !orphaned.isEmpty());
    }

    private static <E> void keepParents(LogEntry<E> entry, Predicate<Dot> test, Map<Dot, LogEntry<E>> changed) {
        DotSet parents = entry.parents();
        if (parents.isEmpty()) {
            return;
        }
        Dot[] kept = parents.dots().stream().filter(test).toArray(Dot[]::new);
        if (kept.length < parents.size()) {
            changed.put(entry.dot(), new LogEntry<>(entry.dot(), entry.time(), entry.item(), DotSet.of(kept)));
        }
    }

    @Override
    public LogStore<E> since(DotCover seen) {
        Map<Dot, LogEntry<E>> unseen = new HashMap<>();
        entries.forEach((dot, entry) -> {
            if (!seen.covers(dot)) {
                unseen.put(dot, entry);
            }
        });
        return unseen.isEmpty() ? empty() : new LogStore<>(unseen, false, null);
    }

    /** Equal if the entries are; whether both are partial does not count. */
    @Override
    public boolean equals(Object object) {
        return object instanceof LogStore<?> other && entries.equals(other.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.values() + (partial ? " (partial)" : "");
    }

    /**
     * How logs without parents are written.
     *
     * @param <E> what is logged
     * @param item how that is written
     * @return the format, which refuses entries with parents
     */
    static <E> WireFormat<LogStore<E>> format(WireFormat<E> item) {
        return new Format<>(item, null);
    }

    /**
     * How logs with parents are written.
     *
     * @param <E> what is logged
     * @param item how that is written
     * @return the format
     */
    static <E> WireFormat<LogStore<E>> formatWithParents(WireFormat<E> item) {
        return new Format<>(item, WireFormat.dotSet());
    }

    private record Format<E>(WireFormat<E> item, @Nullable WireFormat<DotSet> parents)
            implements WireFormat<LogStore<E>> {

        @Override
        public void write(LogStore<E> store, WireOutput out) {
            List<LogEntry<E>> sorted = new ArrayList<>(store.entries.values());
            sorted.sort(Comparator.comparing(LogEntry::dot));
            out.writeCount(store.partial ? 1 : 0);
            out.writeSize(sorted.size());
            for (LogEntry<E> entry : sorted) {
                out.writeDot(entry.dot().replica(), entry.dot().counter());
                out.writeTimestamp(entry.time());
                item.write(entry.item(), out);
                if (parents != null) {
                    parents.write(entry.parents(), out);
                }
            }
        }

        @Override
        public LogStore<E> read(WireInput in) {
            boolean partial = in.readFlag();
            Map<Dot, LogEntry<E>> entries = new HashMap<>();
            Dot last = null;
            for (int left = in.readSize(); left > 0; left--) {
                Dot dot = in.readDot(Dot::new);
                if (last != null && last.compareTo(dot) >= 0) {
                    throw WireInput.corrupt("dots that are not ascending");
                }
                last = dot;
                HybridTimestamp time = in.readTimestamp();
                E content = item.read(in);
                DotSet before = parents == null ? DotSet.empty() : parents.read(in);
                entries.put(dot, new LogEntry<>(dot, time, content, before));
            }
            return entries.isEmpty() && !partial ? empty() : new LogStore<>(entries, partial, null);
        }
    }
}
