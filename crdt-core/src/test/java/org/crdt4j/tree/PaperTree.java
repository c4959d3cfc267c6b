// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.tree.TreeOperation.Move;
import org.crdt4j.tree.TreeOperation.Rename;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm as the paper writes it: a map, a list, and one operation at a time; later ones are undone and redone. With a place for
 * each mistake.
 */
final class PaperTree implements TreeFlavour {

    private static final int SOON_MILLIS = 15;

    private final Fault fault;
    private final Map<String, Place> places = new HashMap<>();
    private final List<Entry> log = new ArrayList<>();
    private final Set<Stamp> known = new HashSet<>();
    private long latestMillis;

    /** What can be done wrong. */
    enum Fault {
        NONE,
        CYCLE_CHECK_FORGOTTEN,
        ORDER_BY_ARRIVAL,
        TIE_BY_TIME_ONLY,
        TRUNCATION_BY_WALL_CLOCK,
        UNDO_FORGETS_OLD_PARENT,
        UNDO_FORGETS_OLD_NAME,
        IGNORED_MOVES_ARE_DROPPED,
        REDO_FORGOTTEN,
        REMOVE_TAKES_NODE_ALONE,
        RENAME_MOVES_TOO
    }

    private record Place(String parent, @Nullable String name, Stamp since) {}

    private record Entry(
            Made made, boolean isDone, @Nullable Place old) {}

    PaperTree(Fault fault) {
        this.fault = fault;
    }

    @Override
    public void effect(Made made) {
        if (!known.add(made.stamp())) {
            return;
        }
        List<Entry> later = new ArrayList<>();
        while (!log.isEmpty() && isLater(log.get(log.size() - 1).made.stamp(), made.stamp())) {
            Entry entry = log.remove(log.size() - 1);
            undo(entry);
            later.add(entry);
        }
        apply(made);
        for (int index = later.size() - 1; index >= 0; index--) {
            if (fault != Fault.REDO_FORGOTTEN
                    && (fault != Fault.IGNORED_MOVES_ARE_DROPPED || later.get(index).isDone)) {
                apply(later.get(index).made);
            }
        }
        truncate(made);
    }

    private boolean isLater(Stamp one, Stamp other) {
        return switch (fault) {
            case ORDER_BY_ARRIVAL -> false;
            case TIE_BY_TIME_ONLY -> one.time().compareTo(other.time()) > 0;
            default -> one.compareTo(other) > 0;
        };
    }

    private void truncate(Made made) {
        latestMillis = Math.max(latestMillis, made.stamp().time().millis());
        if (fault == Fault.TRUNCATION_BY_WALL_CLOCK) {
            log.removeIf(entry -> entry.made.stamp().time().millis() < latestMillis - SOON_MILLIS);
        }
    }

    private void apply(Made made) {
        String node = made.operation().node();
        Place old = places.get(node);
        Place next = placeAfter(made, node, old);
        log.add(new Entry(made, next != null, old));
        if (next != null) {
            places.put(node, next);
        }
    }

    private @Nullable Place placeAfter(Made made, String node, @Nullable Place old) {
        TreeOperation<String, String> operation = made.operation();
        if (operation instanceof Move<String, String> move) {
            String parent = move.parent().orElse(Replay.TOP);
            boolean isThere = parent.equals(Replay.TOP) || places.containsKey(parent);
            boolean isCycle = fault != Fault.CYCLE_CHECK_FORGOTTEN && isWithin(parent, node);
            String name = move.name().orElse(old == null ? null : old.name);
            return isThere && !isCycle ? moved(old, parent, name, made.stamp()) : null;
        }
        if (old == null) {
            return null;
        }
        if (operation instanceof Rename<String, String> rename) {
            Stamp since = fault == Fault.RENAME_MOVES_TOO ? made.stamp() : old.since;
            return new Place(old.parent, rename.name(), since);
        }
        if (fault == Fault.REMOVE_TAKES_NODE_ALONE) {
            places.replaceAll((each, place) ->
                    place.parent.equals(node) ? new Place(old.parent, place.name, place.since) : place);
        }
        return moved(old, Replay.TRASH, old.name, made.stamp());
    }

    private static Place moved(@Nullable Place old, String parent, @Nullable String name, Stamp stamp) {
        return new Place(parent, name, old != null && old.parent.equals(parent) ? old.since : stamp);
    }

    private void undo(Entry entry) {
        String node = entry.made.operation().node();
        if (!entry.isDone) {
            return;
        }
        Place old = entry.old;
        Place now = places.get(node);
        if (old == null) {
            places.remove(node);
        } else if (fault == Fault.UNDO_FORGETS_OLD_PARENT && now != null) {
            places.put(node, new Place(now.parent, old.name, now.since));
        } else if (fault == Fault.UNDO_FORGETS_OLD_NAME && now != null) {
            places.put(node, new Place(old.parent, now.name, old.since));
        } else {
            places.put(node, old);
        }
    }

    private boolean isWithin(String inner, String outer) {
        String at = inner;
        while (!at.equals(outer)) {
            Place place = places.get(at);
            if (place == null) {
                return false;
            }
            at = place.parent;
        }
        return true;
    }

    /** Walks down from the top, so that a cycle is not found, and not walked for ever. */
    @Override
    public List<TreeNode<String, String>> value() {
        List<TreeNode<String, String>> value = new ArrayList<>();
        addBelow(Replay.TOP, value);
        return value;
    }

    private void addBelow(String parent, List<TreeNode<String, String>> value) {
        places.entrySet().stream()
                .filter(entry -> entry.getValue().parent.equals(parent))
                .sorted(Comparator.comparing(entry -> entry.getValue().since))
                .forEach(entry -> {
                    Optional<String> above = parent.equals(Replay.TOP) ? Optional.empty() : Optional.of(parent);
                    Optional<String> name = Optional.ofNullable(entry.getValue().name);
                    value.add(new TreeNode<>(entry.getKey(), above, name));
                    addBelow(entry.getKey(), value);
                });
    }
}
