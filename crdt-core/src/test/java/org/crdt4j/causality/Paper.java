// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Dot stores as "Delta State Replicated Data Types" writes them down: plain sets and maps, none of them ever changed, and joins that are
 * the formulas of the paper.
 */
sealed interface Paper {

    /** A dot set. */
    record Dots(Set<Dot> dots) implements Paper {}

    /** A dot function. */
    record Fun(Map<Dot, String> values) implements Paper {}

    /** A dot map; no key has an empty store. */
    record Keys(Map<String, Paper> stores) implements Paper {}

    default Set<Dot> dots() {
        if (this instanceof Dots set) {
            return set.dots;
        } else if (this instanceof Fun fun) {
            return fun.values.keySet();
        }
        return ((Keys) this)
                .stores.values().stream()
                        .flatMap(store -> store.dots().stream())
                        .collect(Collectors.toSet());
    }

    default boolean isEmpty() {
        return dots().isEmpty();
    }

    /** The store with those dots only that pass a test. */
    default Paper keeping(Predicate<Dot> test) {
        if (this instanceof Dots set) {
            return new Dots(set.dots.stream().filter(test).collect(Collectors.toSet()));
        } else if (this instanceof Fun fun) {
            return new Fun(fun.values.entrySet().stream()
                    .filter(entry -> test.test(entry.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }
        Map<String, Paper> kept = new HashMap<>();
        ((Keys) this).stores.forEach((key, store) -> kept.put(key, store.keeping(test)));
        kept.values().removeIf(Paper::isEmpty);
        return new Keys(kept);
    }

    /** The join of two stores with the contexts of both. */
    static Paper join(Paper s, Set<Dot> c, Paper s2, Set<Dot> c2) {
        if (s instanceof Dots set) {
            return new Dots(join(set.dots, c, s2.dots(), c2));
        } else if (s instanceof Fun fun) {
            Map<Dot, String> joined = new HashMap<>(((Fun) s2).values);
            joined.putAll(fun.values);
            joined.keySet().retainAll(join(s.dots(), c, s2.dots(), c2));
            return new Fun(joined);
        }
        Map<String, Paper> mine = ((Keys) s).stores;
        Map<String, Paper> theirs = ((Keys) s2).stores;
        Map<String, Paper> joined = new HashMap<>();
        Set<String> keys = new HashSet<>(mine.keySet());
        keys.addAll(theirs.keySet());
        for (String key : keys) {
            Paper my = mine.get(key);
            Paper their = theirs.get(key);
            Paper bottom = (my == null ? their : my).keeping(dot -> false);
            joined.put(key, join(my == null ? bottom : my, c, their == null ? bottom : their, c2));
        }
        joined.values().removeIf(Paper::isEmpty);
        return new Keys(joined);
    }

    /* (s n s') u (s \ c') u (s' \ c) */
    private static Set<Dot> join(Set<Dot> s, Set<Dot> c, Set<Dot> s2, Set<Dot> c2) {
        Set<Dot> joined = new HashSet<>(s);
        joined.retainAll(s2);
        joined.addAll(NaiveDots.minus(s, c2));
        joined.addAll(NaiveDots.minus(s2, c));
        return joined;
    }
}
