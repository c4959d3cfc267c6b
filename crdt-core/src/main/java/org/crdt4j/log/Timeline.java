// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.log;

import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.TreeSet;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.crdt.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * The order of the entries of a log, and what of them still waits: always the smallest entry next, by time and dot, of those whose
 * parents are out.
 */
final class Timeline<E> {

    /* An entry may be earlier than one of its ancestors, so sorting by time alone will not do. But this will: let the rank of an entry
     * be the greatest of itself and its ancestors. Entries come out by rank; for suppose u came before v, and the rank of v were
     * smaller. When w, the entry that gave u its rank, came out, some ancestor of v (or v itself) could have come instead; it is not
     * greater than v's rank, which is smaller than w: so it would have. Entries of one rank come out next to each other: first the one
     * that gave it, then the others, whose parents of smaller rank are all out by then. Among themselves these are ordered by the same
     * rule. So the order is that of a tree, walked from the top, siblings ascending: under the entry that gave the rank are the others
     * of that rank, under the one that gave the rank among those the others of that, and so on. Downwards, entries get smaller.
     *
     * The place of an entry in the tree depends on its ancestors only. So it never changes as long as none of them is removed, and it
     * is found from the parents: it is under the greatest of them, or the nearest above that one which is greater than the entry.
     * With hybrid times no entry is smaller than an ancestor, the tree is flat, and the order is that by time and dot.
     *
     * Two nodes are compared where their ways up part. Jumps make that O(log depth) (Myers, "An applicative random-access stack",
     * 1983), lest a chain of answers that are each dated before what they answer cost its square. */

    private static final int FEW = 1_000;

    private final Node<E> root = new Node<>();
    private final List<Node<E>> order = new ArrayList<>();
    private final Map<Dot, Node<E>> visible = new HashMap<>();
    private final Map<Dot, Waiting<E>> waiting = new HashMap<>();
    private final Map<Dot, List<Waiting<E>>> awaited = new HashMap<>();
    private final NavigableSet<Dot> frontier = new TreeSet<>();

    private static final class Waiting<E> {

        private final LogEntry<E> entry;
        private int parents;

        Waiting(LogEntry<E> entry, int parents) {
            this.entry = entry;
            this.parents = parents;
        }
    }

    static <E> Timeline<E> of(Collection<LogEntry<E>> entries) {
        Timeline<E> timeline = new Timeline<>();
        timeline.addSorted(entries);
        return timeline;
    }

    /** Whether it is cheaper to begin anew than to add these one by one. */
    boolean isWorthRebuilding(List<LogEntry<E>> entries) {
        return entries.size() > FEW
                && !order.isEmpty()
                && entries.stream().anyMatch(entry -> entry.compareTo(latest()) < 0);
    }

    /** Adds entries, none of which is here; gives those that became visible, in their order. */
    List<LogEntry<E>> addSorted(Collection<LogEntry<E>> entries) {
        List<LogEntry<E>> sorted = new ArrayList<>(entries);
        sorted.sort(null);
        List<Node<E>> shown = new ArrayList<>();
        sorted.forEach(entry -> add(entry, shown));
        shown.sort(Node::compareTo);
        return shown.stream().map(Node::entry).toList();
    }

    private void add(LogEntry<E> entry, List<Node<E>> shown) {
        List<Dot> parents = entry.parents().dots();
        int open = 0;
        for (Dot parent : parents) {
            open += visible.containsKey(parent) ? 0 : 1;
        }
        if (open == 0) {
            show(entry, shown);
            return;
        }
        Waiting<E> waiter = new Waiting<>(entry, open);
        waiting.put(entry.dot(), waiter);
        for (Dot parent : parents) {
            if (!visible.containsKey(parent)) {
                awaited.computeIfAbsent(parent, dot -> new ArrayList<>()).add(waiter);
            }
        }
    }

    /* with all that waited for nothing else */
    private void show(LogEntry<E> first, List<Node<E>> shown) {
        Queue<LogEntry<E>> ready = new ArrayDeque<>(List.of(first));
        for (LogEntry<E> entry = ready.poll(); entry != null; entry = ready.poll()) {
            shown.add(place(entry));
            List<Waiting<E>> waiters = awaited.remove(entry.dot());
            for (Waiting<E> waiter : waiters == null ? List.<Waiting<E>>of() : waiters) {
                if (--waiter.parents == 0) {
                    waiting.remove(waiter.entry.dot());
                    ready.add(waiter.entry);
                }
            }
        }
    }

    private Node<E> place(LogEntry<E> entry) {
        Node<E> above = root;
        for (Dot parent : entry.parents().dots()) {
            Node<E> candidate = nodeOf(parent);
            above = candidate.compareTo(above) > 0 ? candidate : above;
            frontier.remove(parent);
        }
        Node<E> node = new Node<>(entry, above.nearestGreater(entry));
        boolean isLast = order.isEmpty() || order.get(order.size() - 1).compareTo(node) < 0;
        order.add(isLast ? order.size() : -1 - indexOf(node), node);
        visible.put(entry.dot(), node);
        frontier.add(entry.dot());
        return node;
    }

    private Node<E> nodeOf(Dot dot) {
        Node<E> node = visible.get(dot);
        if (node == null) {
            throw new IllegalStateException(dot + " is not visible");
        }
        return node;
    }

    /* or -(insertion point) - 1 */
    private int indexOf(Node<E> node) {
        return Collections.binarySearch(order, node);
    }

    boolean isVisible(Dot dot) {
        return visible.containsKey(dot);
    }

    /** The position of a visible entry. */
    int positionOf(Dot dot) {
        return indexOf(nodeOf(dot));
    }

    /** The greatest visible entry, which need not be the last. There must be one. */
    LogEntry<E> latest() {
        return order.get(order.size() - 1).top().entry();
    }

    /** The visible entries that are no other's parents. */
    NavigableSet<Dot> frontier() {
        return frontier;
    }

    /** The visible entries, as a live view. */
    List<LogEntry<E>> entries() {
        return new AbstractList<>() {
            @Override
            public LogEntry<E> get(int index) {
                return order.get(index).entry();
            }

            @Override
            public int size() {
                return order.size();
            }
        };
    }

    /** How many of the first entries are earlier than a time, with all their ancestors. */
    int countBefore(HybridTimestamp time) {
        int low = 0;
        int high = order.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.get(middle).top().entry().time().compareTo(time) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The entries that wait, by time and dot. */
    List<LogEntry<E>> waiting() {
        return waiting.values().stream().map(waiter -> waiter.entry).sorted().toList();
    }

    /** What they wait for and is not here. */
    NavigableSet<Dot> missing() {
        NavigableSet<Dot> missing = new TreeSet<>(awaited.keySet());
        missing.removeAll(waiting.keySet());
        return missing;
    }

    /** A visible entry's place in the tree. */
    private static final class Node<E> implements Comparable<Node<E>> {

        private final @Nullable LogEntry<E> entry;
        private final Node<E> up;
        private final Node<E> jump;
        private final Node<E> top;
        private final int depth;

        /* the root, which is greater than all entries and comes before them */
        Node() {
            entry = null;
            up = this;
            jump = this;
            top = this;
            depth = 0;
        }

        Node(LogEntry<E> entry, Node<E> up) {
            this.entry = entry;
            this.up = up;
            this.depth = up.depth + 1;
            this.top = up.depth == 0 ? this : up.top;
            boolean sameLength = up.depth - up.jump.depth == up.jump.depth - up.jump.jump.depth;
            this.jump = sameLength ? up.jump.jump : up;
        }

        LogEntry<E> entry() {
            if (entry == null) {
                throw new IllegalStateException("the root has no entry");
            }
            return entry;
        }

        Node<E> top() {
            return top;
        }

        private boolean isGreaterThan(LogEntry<E> other) {
            return entry == null || entry.compareTo(other) > 0;
        }

        /* this node or the nearest above */
        Node<E> nearestGreater(LogEntry<E> other) {
            Node<E> node = this;
            while (!node.isGreaterThan(other)) {
                node = node.jump.isGreaterThan(other) ? node.up : node.jump;
            }
            return node;
        }

        private Node<E> atDepth(int wanted) {
            Node<E> node = this;
            while (node.depth > wanted) {
                node = node.jump.depth < wanted ? node.up : node.jump;
            }
            return node;
        }

        @Override
        public int compareTo(Node<E> other) {
            int common = Math.min(depth, other.depth);
            Node<E> mine = atDepth(common);
            Node<E> theirs = other.atDepth(common);
            if (mine == theirs) {
                return Integer.compare(depth, other.depth);
            }
            while (mine.up != theirs.up) {
                boolean far = mine.jump != theirs.jump;
                mine = far ? mine.jump : mine.up;
                theirs = far ? theirs.jump : theirs.up;
            }
            return mine.entry().compareTo(theirs.entry());
        }
    }
}
