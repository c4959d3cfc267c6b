// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.crdt4j.causality.DotStore.Owner;

/**
 * A store that is edited in place, as a live object does it, in lock step with the paper: joined, put into, handed out. Whatever was
 * handed out or came in must stay as it is.
 *
 * @param <S> the store
 */
final class LiveStore<S extends DotStore<S>> {

    /** Something that must not change any more. */
    private record Frozen<S>(S store, Paper paper) {}

    private final Shape<S> shape;
    private final SplittableRandom random;
    private final List<Frozen<S>> frozen = new ArrayList<>();
    private Owner owner = new Owner();
    private S store;
    private Paper paper;
    private Set<Dot> context = new HashSet<>();

    LiveStore(Shape<S> shape, SplittableRandom random) {
        this.shape = shape;
        this.random = random;
        store = shape.store(Set.of());
        paper = shape.read(store);
    }

    void run(int steps) {
        for (int step = 0; step < steps; step++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> handOut();
                case 2 -> joinOld();
                case 3, 4 -> put();
                default -> joinNew();
            }
            String when = shape + " after step " + step;
            assertEquals(paper, shape.read(store), when);
            for (Frozen<S> other : frozen) {
                assertEquals(other.paper, shape.read(other.store), () -> "what was handed out changed: " + when);
            }
        }
    }

    private void handOut() {
        frozen.add(new Frozen<>(store, paper));
        owner = new Owner();
    }

    private void joinNew() {
        Set<Dot> theirContext = NaiveDots.some(random);
        Set<Dot> present = new HashSet<>(theirContext);
        present.removeIf(dot -> random.nextInt(3) == 0);
        S theirs = shape.store(present, theirContext, random.nextBoolean());
        Paper read = shape.read(theirs);
        frozen.add(new Frozen<>(theirs, read));
        join(theirs, read, theirContext);
    }

    /* an old state of its own, with all that was seen then or since */
    private void joinOld() {
        if (!frozen.isEmpty()) {
            Frozen<S> old = frozen.get(random.nextInt(frozen.size()));
            join(old.store, old.paper, old.paper.dots());
        }
    }

    private void join(S theirs, Paper read, Set<Dot> theirContext) {
        Map<String, Paper> changes = new HashMap<>();
        Paper before = paper;
        paper = Paper.join(paper, context, read, theirContext);
        JoinScope scope = new JoinScope(NaiveDots.context(context), NaiveDots.context(theirContext), owner);
        boolean observed = random.nextBoolean();
        store = observed ? observedJoin(theirs, scope, changes, before) : store.join(theirs, scope);
        assertEquals(!paper.equals(before), scope.changed());
        context = NaiveDots.union(context, theirContext);
    }

    @SuppressWarnings("unchecked")
    private S observedJoin(S theirs, JoinScope scope, Map<String, Paper> changes, Paper before) {
        if (!(shape instanceof Shape.Maps<?> maps)) {
            return store.join(theirs, scope);
        }
        return (S) observed(maps, (DotMap<String, ?>) store, (DotMap<String, ?>) theirs, scope, changes, before);
    }

    @SuppressWarnings("unchecked")
    private <Z extends DotStore<Z>> DotMap<String, Z> observed(
            Shape.Maps<Z> maps,
            DotMap<String, ?> mine,
            DotMap<String, ?> theirs,
            JoinScope scope,
            Map<String, Paper> changes,
            Paper before) {
        Map<String, Paper> old = ((Paper.Keys) before).stores();
        DotMap<String, Z> joined = ((DotMap<String, Z>) mine)
                .join((DotMap<String, Z>) theirs, scope, (key, was, is) -> {
                    assertEquals(
                            old.get(key), was == null ? null : maps.inner().read(was), "what was reported as before");
                    changes.put(
                            key,
                            is == null ? new Paper.Dots(Set.of()) : maps.inner().read(is));
                });
        assertEquals(differences(old, ((Paper.Keys) paper).stores()), changes, "what was reported");
        return joined;
    }

    /* the new store of each key that changed; where it is gone, the empty set stands for it */
    private static Map<String, Paper> differences(Map<String, Paper> old, Map<String, Paper> now) {
        Set<String> keys = new HashSet<>(old.keySet());
        keys.addAll(now.keySet());
        Map<String, Paper> differences = new HashMap<>();
        for (String key : keys) {
            Paper is = now.getOrDefault(key, new Paper.Dots(Set.of()));
            if (!is.equals(old.get(key))) {
                differences.put(key, is);
            }
        }
        return differences;
    }

    private void put() {
        if (shape instanceof Shape.Maps<?> maps) {
            putInto(maps);
        }
    }

    /* what a mutator does: new content under a key, in place of all that is there */
    @SuppressWarnings("unchecked")
    private <Z extends DotStore<Z>> void putInto(Shape.Maps<Z> maps) {
        Dot dot = NaiveDots.dot(random);
        String key = maps.key(dot);
        boolean removes = random.nextInt(3) == 0;
        Set<Dot> present = removes || context.contains(dot) ? Set.of() : Set.of(dot);
        Z fresh = maps.inner().store(present);
        store = (S) ((DotMap<String, Z>) store).put(key, fresh, owner);
        context.add(dot);
        Map<String, Paper> stores = new HashMap<>(((Paper.Keys) paper).stores());
        stores.put(key, maps.inner().read(fresh));
        stores.values().removeIf(Paper::isEmpty);
        paper = new Paper.Keys(stores);
    }
}
