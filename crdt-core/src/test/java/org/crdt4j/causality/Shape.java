// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.causality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A kind of dot store, which can be made of dots, and be read back as the paper has it. A dot has one place in it, wherever it occurs, as
 * it has in real objects: the dot decides the key and the value.
 *
 * @param <S> the stores
 */
interface Shape<S extends DotStore<S>> {

    /** The dots that are there, at their places; a partial store lists all places of the touched dots. */
    S store(Set<Dot> present, Set<Dot> touched, boolean partial);

    /** The same, full. */
    default S store(Set<Dot> present) {
        return store(present, present, false);
    }

    /** What a store has. */
    Paper read(S store);

    Shape<DotSet> SETS = new Shape<>() {
        @Override
        public DotSet store(Set<Dot> present, Set<Dot> touched, boolean partial) {
            return DotSet.of(present.toArray(new Dot[0]));
        }

        @Override
        public Paper read(DotSet store) {
            return new Paper.Dots(new HashSet<>(store.dots()));
        }

        @Override
        public String toString() {
            return "dot sets";
        }
    };

    Shape<DotFun<String>> FUNCTIONS = new Shape<>() {
        @Override
        public DotFun<String> store(Set<Dot> present, Set<Dot> touched, boolean partial) {
            List<Dot> ascending = List.copyOf(new TreeSet<>(present));
            return DotFun.of(ascending, ascending.stream().map(Dot::toString).toList());
        }

        @Override
        public Paper read(DotFun<String> store) {
            Map<Dot, String> values = new HashMap<>();
            for (int index = 0; index < store.size(); index++) {
                values.put(store.dot(index), store.value(index));
            }
            return new Paper.Fun(values);
        }

        @Override
        public String toString() {
            return "dot functions";
        }
    };

    /** Maps with such stores. */
    static <S extends DotStore<S>> Shape<DotMap<String, S>> maps(Shape<S> inner, int keys) {
        return new Maps<>(inner, keys);
    }

    /** All kinds that are tried. */
    static List<Shape<?>> all() {
        return List.of(
                SETS,
                FUNCTIONS,
                maps(SETS, 6),
                maps(FUNCTIONS, 6),
                maps(maps(SETS, 2), 4),
                maps(maps(maps(FUNCTIONS, 2), 3), 2));
    }

    /**
     * Maps.
     *
     * @param inner what is under a key
     * @param keys how many keys
     */
    record Maps<S extends DotStore<S>>(Shape<S> inner, int keys) implements Shape<DotMap<String, S>> {

        String key(Dot dot) {
            return "k" + Math.floorMod(31 * dot.hashCode() + keys, keys);
        }

        private Set<Dot> under(String key, Set<Dot> dots) {
            Set<Dot> under = new HashSet<>(dots);
            under.removeIf(dot -> !key(dot).equals(key));
            return under;
        }

        @Override
        public DotMap<String, S> store(Set<Dot> present, Set<Dot> touched, boolean partial) {
            List<String> names = new ArrayList<>(new TreeSet<>(
                    (partial ? touched : present).stream().map(this::key).toList()));
            List<S> stores = names.stream()
                    .map(name -> inner.store(under(name, present), under(name, touched), partial))
                    .toList();
            return DotMap.of(names, stores, partial);
        }

        @Override
        public Paper read(DotMap<String, S> store) {
            Map<String, Paper> read = new HashMap<>();
            store.forEach((key, inside) -> {
                Paper content = inner.read(inside);
                if (!content.isEmpty()) {
                    read.put(key, content);
                }
            });
            return new Paper.Keys(read);
        }

        @Override
        public String toString() {
            return "maps of " + inner;
        }
    }
}
