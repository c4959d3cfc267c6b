// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.tree.Forest.Step;
import org.jspecify.annotations.Nullable;

/** The operations in order, and the forest that they make. */
final class MoveLog<N, V> {

    /* The forest has the effect of all steps, in their order. What arrived is not among them until somebody asks: then the steps after
     * the earliest arrival are taken back, from the last, what arrived is put between them, and all is done again. So it makes no
     * difference for how many arrivals that is done at once, except to the time that it takes. */

    private Forest<N, V> forest = new Forest<>();
    private List<Step<N, V>> steps = new ArrayList<>();
    private List<Logged<N, V>> arrived = new ArrayList<>();
    private Horizon horizon = Horizon.NONE;
    private @Nullable BaseTree<N, V> base = BaseTree.empty();
    private @Nullable TreeState<N, V> state;

    /** The forest with the effect of all that arrived. */
    Forest<N, V> forest() {
        settle();
        return forest;
    }

    /** Takes an operation; refused if it is earlier than what was truncated. */
    void add(Logged<N, V> operation) {
        if (!horizon.covers(operation.stamp())) {
            arrived.add(operation);
        }
    }

    /** Lets what arrived take effect, and says what changed. */
    @Nullable
    TreeChange<N, V> settleAndReport() {
        if (arrived.isEmpty()) {
            return null;
        }
        Changes<N, V> changes = new Changes<>(forest);
        forest.noteIn(changes);
        settle();
        forest.noteIn(null);
        return changes.report();
    }

    /** Lets what arrived take effect. */
    void settle() {
        if (arrived.isEmpty()) {
            return;
        }
        List<Logged<N, V>> news = arrived;
        arrived = new ArrayList<>();
        news.sort(null);
        state = null;
        int from = indexOf(news.get(0).stamp());
        List<Step<N, V>> after = from == steps.size() ? List.of() : undoFrom(from);
        int next = 0;
        for (Logged<N, V> each : news) {
            while (next < after.size() && after.get(next).logged().compareTo(each) <= 0) {
                redo(after.get(next++));
            }
            if (steps.isEmpty() || last().compareTo(each.stamp()) < 0) {
                redo(forest.stepOf(each));
            }
        }
        while (next < after.size()) {
            redo(after.get(next++));
        }
    }

    private Stamp last() {
        return steps.get(steps.size() - 1).logged().stamp();
    }

    private List<Step<N, V>> undoFrom(int from) {
        List<Step<N, V>> tail = steps.subList(from, steps.size());
        List<Step<N, V>> undone = new ArrayList<>(tail);
        for (int index = undone.size() - 1; index >= 0; index--) {
            forest.undo(undone.get(index));
        }
        tail.clear();
        return undone;
    }

    private void redo(Step<N, V> step) {
        forest.apply(step);
        steps.add(step);
    }

    /* of the first step that is not earlier */
    private int indexOf(Stamp stamp) {
        if (steps.isEmpty() || last().compareTo(stamp) < 0) {
            return steps.size();
        }
        int low = 0;
        int high = steps.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (steps.get(middle).logged().stamp().compareTo(stamp) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int size() {
        settle();
        return steps.size();
    }

    /** Drops the first operations, as long as they are stable and leave no gap in the events of their authors. */
    void truncate(VersionVector stable) {
        settle();
        Map<ReplicaId, Long> dropped = new HashMap<>();
        int count = 0;
        while (count < steps.size() && isNext(steps.get(count).logged().stamp().dot(), stable, dropped)) {
            count++;
        }
        if (count > 0) {
            Stamp cut = steps.get(count - 1).logged().stamp();
            truncate(count, new Horizon(cut, horizon.dots().join(VersionVector.copyOf(dropped))));
        }
    }

    private boolean isNext(Dot dot, VersionVector stable, Map<ReplicaId, Long> dropped) {
        long before = dropped.getOrDefault(dot.replica(), horizon.dots().get(dot.replica()));
        if (!stable.covers(dot) || dot.counter() != before + 1) {
            return false;
        }
        dropped.put(dot.replica(), dot.counter());
        return true;
    }

    private void truncate(int count, Horizon newHorizon) {
        List<Step<N, V>> dropped = steps.subList(0, count);
        dropped.forEach(forest::forget);
        dropped.clear();
        horizon = newHorizon;
        base = null;
        state = null;
    }

    TreeState<N, V> state() {
        settle();
        TreeState<N, V> known = state;
        if (known == null) {
            known = new TreeState<>(
                    horizon, base(), steps.stream().map(Step::logged).toList());
            state = known;
        }
        return known;
    }

    private BaseTree<N, V> base() {
        BaseTree<N, V> known = base;
        if (known == null) {
            List<Step<N, V>> undone = undoFrom(0);
            known = forest.snapshot();
            undone.forEach(this::redo);
            base = known;
        }
        return known;
    }

    /** Takes the operations of a state that was not truncated later. Says whether there were any that had not come. */
    boolean addAll(TreeState<N, V> other) {
        settle();
        horizon.checkAfter(other.horizon());
        List<Logged<N, V>> news = newsOf(other.log());
        arrived.addAll(news);
        return !news.isEmpty();
    }

    private List<Logged<N, V>> newsOf(List<Logged<N, V>> operations) {
        List<Logged<N, V>> news = new ArrayList<>();
        Set<Dot> names = new HashSet<>();
        for (Logged<N, V> each : operations) {
            if (horizon.covers(each.stamp())) {
                continue;
            }
            int index = indexOf(each.stamp());
            Logged<N, V> mine = index < steps.size() ? steps.get(index).logged() : null;
            if (mine != null && mine.compareTo(each) == 0) {
                TreeState.checkSame(mine, each);
            } else {
                news.add(each);
                names.add(each.stamp().dot());
            }
        }
        if (!news.isEmpty()) {
            for (Step<N, V> step : steps) {
                if (names.contains(step.logged().stamp().dot())) {
                    throw TreeState.twice(step.logged().stamp().dot());
                }
            }
        }
        return news;
    }

    /** Becomes a state that has all of this one's operations, and was truncated later. */
    void takeOver(TreeState<N, V> joined) {
        forest = new Forest<>(joined.base());
        steps = new ArrayList<>();
        horizon = joined.horizon();
        base = joined.base();
        joined.log().forEach(each -> redo(forest.stepOf(each)));
        state = joined;
    }

    Horizon horizon() {
        return horizon;
    }

    void checkInvariants() {
        settle();
        long mentions = 0;
        Stamp before = horizon.last();
        for (Step<N, V> step : steps) {
            Stamp stamp = step.logged().stamp();
            if ((before != null && before.compareTo(stamp) >= 0)
                    || horizon.dots().covers(stamp.dot())) {
                throw new IllegalStateException(stamp + " is in the log after " + before);
            }
            before = stamp;
            mentions += step.logged().operation() instanceof TreeOperation.Move<N, V> move
                            && move.parent().isPresent()
                    ? 2
                    : 1;
        }
        forest.checkInvariants(mentions);
        MoveLog<N, V> again = new MoveLog<>();
        again.takeOver(state());
        if (!again.forest.snapshot().equals(forest.snapshot())) {
            throw new IllegalStateException("the tree is not what its operations make of the tree before them");
        }
    }
}
