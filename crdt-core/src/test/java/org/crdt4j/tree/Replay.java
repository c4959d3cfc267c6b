// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crdt4j.tree.TreeOperation.Move;
import org.crdt4j.tree.TreeOperation.Rename;
import org.jspecify.annotations.Nullable;

/**
 * The specification: all operations, by time and dot, one after the other on an empty tree; left out is what would make a cycle, or
 * needs a node that is not there. Knows nothing of replicas, and of operations that come late.
 */
final class Replay {

    static final String TOP = "(top)";
    static final String TRASH = "(trash)";

    private record Place(String parent, @Nullable String name, Stamp since) {}

    private final Map<String, Place> places = new HashMap<>();

    private Replay() {}

    static List<TreeNode<String, String>> value(Collection<Made> operations) {
        Replay replay = new Replay();
        operations.stream().sorted(Comparator.comparing(Made::stamp)).forEach(replay::apply);
        return replay.value();
    }

    private void apply(Made made) {
        TreeOperation<String, String> operation = made.operation();
        String node = operation.node();
        Place old = places.get(node);
        if (operation instanceof Move<String, String> move) {
            String parent = move.parent().orElse(TOP);
            boolean isThere = parent.equals(TOP) || places.containsKey(parent);
            if (isThere && !isWithin(parent, node)) {
                String name = move.name().orElse(old == null ? null : old.name);
                boolean stays = old != null && old.parent.equals(parent);
                places.put(node, new Place(parent, name, stays ? old.since : made.stamp()));
            }
        } else if (old != null && operation instanceof Rename<String, String> rename) {
            places.put(node, new Place(old.parent, rename.name(), old.since));
        } else if (old != null) {
            places.put(node, new Place(TRASH, old.name, old.parent.equals(TRASH) ? old.since : made.stamp()));
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

    private List<TreeNode<String, String>> value() {
        Map<String, List<String>> children = new HashMap<>();
        places.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getValue().since))
                .forEach(entry -> children.computeIfAbsent(entry.getValue().parent, parent -> new ArrayList<>())
                        .add(entry.getKey()));
        List<TreeNode<String, String>> value = new ArrayList<>();
        List<String> pile = new ArrayList<>(List.of(TOP));
        while (!pile.isEmpty()) {
            String node = pile.remove(pile.size() - 1);
            Place place = places.get(node);
            if (place != null) {
                Optional<String> parent = place.parent.equals(TOP) ? Optional.empty() : Optional.of(place.parent);
                value.add(new TreeNode<>(node, parent, Optional.ofNullable(place.name)));
            }
            List<String> below = children.getOrDefault(node, List.of());
            for (int index = below.size() - 1; index >= 0; index--) {
                pile.add(below.get(index));
            }
        }
        return value;
    }
}
