// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.StaleReplicaException;

/**
 * What a {@link MovableTree} knows: the operations in their order, and in place of the first of them, if the log was truncated, the tree
 * that they made. Immutable.
 *
 * @param <N> what tells nodes apart
 * @param <V> their names
 */
public final class TreeState<N, V> implements Delta<TreeState<N, V>> {

    /* The join is the union of the operations. What one side has truncated it has as a tree; so the later truncation is taken, and the
     * other side's operations up to there are left out. That is right if the tree has them: truncated are only operations before which
     * none can come any more (MovableTree says why), so all operations up to that place, wherever they are, had taken effect by then.
     *
     * The dots that were truncated are known. So whether the other side's operations are among them is not taken on trust: one that is
     * up to there and is not among them shows that something was truncated too early, and is refused. */

    private static final TreeState<?, ?> BOTTOM = new TreeState<>(Horizon.NONE, BaseTree.empty(), List.of());

    private final Horizon horizon;
    private final BaseTree<N, V> base;
    private final List<Logged<N, V>> log;

    TreeState(Horizon horizon, BaseTree<N, V> base, List<Logged<N, V>> log) {
        this.horizon = horizon;
        this.base = base;
        this.log = List.copyOf(log);
    }

    @SuppressWarnings("unchecked")
    static <N, V> TreeState<N, V> bottom() {
        return (TreeState<N, V>) BOTTOM;
    }

    static <N, V> WireFormat<TreeState<N, V>> format() {
        return new Format<>();
    }

    Horizon horizon() {
        return horizon;
    }

    BaseTree<N, V> base() {
        return base;
    }

    List<Logged<N, V>> log() {
        return log;
    }

    /**
     * The operations of both, in O(both).
     *
     * @throws StaleReplicaException if one side was truncated where the other had operations still to come
     * @throws DuplicateReplicaException if both have different operations of one name
     */
    @Override
    public TreeState<N, V> join(TreeState<N, V> other) {
        if (other == this) {
            return this;
        }
        boolean isLater = !other.horizon.isAfter(horizon);
        TreeState<N, V> later = isLater ? this : other;
        TreeState<N, V> earlier = isLater ? other : this;
        later.horizon.checkAfter(earlier.horizon);
        if (!later.horizon.isAfter(earlier.horizon) && !base.equals(other.base)) {
            throw new StaleReplicaException("two trees were truncated at " + horizon.last()
                    + " and differ: operations were declared stable that others had not got");
        }
        List<Logged<N, V>> merged = merge(later.log, later.uncovered(earlier.log));
        return merged.size() == later.log.size() ? later : new TreeState<>(later.horizon, later.base, merged);
    }

    private List<Logged<N, V>> uncovered(List<Logged<N, V>> operations) {
        List<Logged<N, V>> rest = new ArrayList<>();
        for (Logged<N, V> each : operations) {
            if (!horizon.covers(each.stamp())) {
                rest.add(each);
            }
        }
        return rest;
    }

    private static <N, V> List<Logged<N, V>> merge(List<Logged<N, V>> one, List<Logged<N, V>> other) {
        List<Logged<N, V>> merged = new ArrayList<>(one.size() + other.size());
        Set<Dot> dots = new HashSet<>();
        int next = 0;
        for (Logged<N, V> each : one) {
            while (next < other.size() && other.get(next).compareTo(each) < 0) {
                merged.add(checked(other.get(next++), dots));
            }
            if (next < other.size() && other.get(next).compareTo(each) == 0) {
                checkSame(each, other.get(next++));
            }
            merged.add(checked(each, dots));
        }
        while (next < other.size()) {
            merged.add(checked(other.get(next++), dots));
        }
        return merged;
    }

    private static <N, V> Logged<N, V> checked(Logged<N, V> each, Set<Dot> dots) {
        if (!dots.add(each.stamp().dot())) {
            throw twice(each.stamp().dot());
        }
        return each;
    }

    static <N, V> void checkSame(Logged<N, V> one, Logged<N, V> other) {
        if (!one.operation().equals(other.operation())) {
            throw twice(one.stamp().dot());
        }
    }

    static DuplicateReplicaException twice(Dot dot) {
        return new DuplicateReplicaException(
                "two operations are named " + dot
                        + ": two replicas use one identity, or one was restored from an old backup; it needs its next incarnation");
    }

    @Override
    public boolean isBottom() {
        return horizon.last() == null && log.isEmpty();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof TreeState<?, ?> other
                && horizon.equals(other.horizon)
                && log.equals(other.log)
                && base.equals(other.base);
    }

    @Override
    public int hashCode() {
        return Objects.hash(horizon, log);
    }

    @Override
    public String toString() {
        return "TreeState[" + base.entries().size() + " nodes up to " + horizon.last() + ", " + log.size()
                + " operations after]";
    }

    private static final class Format<N, V> implements WireFormat<TreeState<N, V>> {

        private final WireFormat<VersionVector> vector = WireFormat.versionVector();
        private final WireFormat<BaseTree<N, V>> tree = BaseTree.format();
        private final WireFormat<TreeOperation<N, V>> operation = TreeOperation.format();

        @Override
        public void write(TreeState<N, V> state, WireOutput out) {
            vector.write(state.horizon.dots(), out);
            Stamp last = state.horizon.last();
            if (last != null) {
                write(last, out);
                tree.write(state.base, out);
            }
            out.writeSize(state.log.size());
            for (Logged<N, V> each : state.log) {
                write(each.stamp(), out);
                operation.write(each.operation(), out);
            }
        }

        private static void write(Stamp stamp, WireOutput out) {
            out.writeDot(stamp.dot().replica(), stamp.dot().counter());
            out.writeTimestamp(stamp.time());
        }

        private static Stamp stamp(WireInput in) {
            Dot dot = in.readDot(Dot::new);
            HybridTimestamp time = in.readTimestamp();
            return new Stamp(time, dot);
        }

        @Override
        public TreeState<N, V> read(WireInput in) {
            VersionVector dots = vector.read(in);
            if (dots.isEmpty()) {
                return new TreeState<>(Horizon.NONE, BaseTree.empty(), log(Horizon.NONE, in));
            }
            Stamp last = stamp(in);
            if (dots.get(last.dot().replica()) != last.dot().counter()) {
                throw WireInput.corrupt(
                        "a tree truncated at " + last + ", which is not the last of its author in " + dots);
            }
            Horizon horizon = new Horizon(last, dots);
            BaseTree<N, V> base = tree.read(in);
            return new TreeState<>(horizon, base, log(horizon, in));
        }

        private List<Logged<N, V>> log(Horizon horizon, WireInput in) {
            int size = in.readSize();
            List<Logged<N, V>> log = new ArrayList<>(size);
            Set<Dot> names = new HashSet<>();
            Stamp before = horizon.last();
            for (int left = size; left > 0; left--) {
                Stamp stamp = stamp(in);
                if (before != null && before.compareTo(stamp) >= 0) {
                    throw WireInput.corrupt("operations that are not ascending");
                }
                if (horizon.dots().covers(stamp.dot()) || !names.add(stamp.dot())) {
                    throw WireInput.corrupt("operation " + stamp.dot() + " twice");
                }
                log.add(new Logged<>(stamp, operation.read(in)));
                before = stamp;
            }
            return log;
        }
    }
}
