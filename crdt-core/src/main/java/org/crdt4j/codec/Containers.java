// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.internal.Collisions;
import org.jspecify.annotations.Nullable;

/** The values that hold other values. Sets and maps are in the order of their bytes, whatever order they have in memory. */
final class Containers {

    static final Map<Integer, ValueFormat<?>> FORMATS = Map.ofEntries(
            entry(Tag.LIST, new Lists()),
            entry(Tag.SET, new Sets()),
            entry(Tag.MAP, new Maps()),
            entry(Tag.ABSENT, new Absent()),
            entry(Tag.PRESENT, new Present()));

    private Containers() {}

    private static void checkCollisions(Collection<?> keys) {
        if (Collisions.isExcessive(keys)) {
            throw new LimitExceededException("a set or map with more than " + Collisions.MAX_EQUAL_HASHES
                    + " elements or keys of the same hash code: give their class a better hashCode");
        }
    }

    private static final class Lists implements ValueFormat<List<?>> {

        @Override
        public void write(List<?> list, ValueWriter out) {
            out.writeSize(list.size());
            for (Object element : list) {
                out.writePart(element);
            }
        }

        @Override
        public List<?> read(ValueReader in) {
            int size = in.readSize();
            if (size == 0) {
                return List.of();
            }
            List<@Nullable Object> elements = new ArrayList<>(size);
            for (int left = size; left > 0; left--) {
                elements.add(in.readPart());
            }
            return Collections.unmodifiableList(elements);
        }
    }

    private static final class Sets implements ValueFormat<Set<?>> {

        @Override
        public void write(Set<?> set, ValueWriter out) {
            Object[] elements = set.toArray();
            out.writeSize(elements.length);
            int[] starts = new int[elements.length + 1];
            int[] ends = new int[elements.length];
            for (int index = 0; index < elements.length; index++) {
                starts[index] = out.bytes().size();
                out.writeKeyPart(elements[index]);
                ends[index] = out.bytes().size();
            }
            checkCollisions(set);
            out.sortEntries(starts, ends);
        }

        @Override
        public Set<?> read(ValueReader in) {
            int size = in.readSize();
            if (size <= 1) {
                return size == 0 ? Set.of() : Collections.singleton(in.readKeyPart());
            }
            KeyOrder order = new KeyOrder(in.bytes());
            List<Object> elements = new ArrayList<>(size);
            for (int left = size; left > 0; left--) {
                int start = in.bytes().position();
                elements.add(in.readKeyPart());
                order.check(start);
            }
            checkCollisions(elements);
            Set<Object> set = new LinkedHashSet<>(elements);
            if (set.size() < size) {
                throw WireInput.corrupt("a set with two equal elements");
            }
            return Collections.unmodifiableSet(set);
        }
    }

    private static final class Maps implements ValueFormat<Map<?, ?>> {

        @Override
        public void write(Map<?, ?> map, ValueWriter out) {
            Object[] entries = map.entrySet().toArray();
            out.writeSize(entries.length);
            int[] starts = new int[entries.length + 1];
            int[] ends = new int[entries.length];
            for (int index = 0; index < entries.length; index++) {
                Map.Entry<?, ?> each = (Map.Entry<?, ?>) entries[index];
                starts[index] = out.bytes().size();
                out.writeKeyPart(each.getKey());
                ends[index] = out.bytes().size();
                out.writePart(each.getValue());
            }
            checkCollisions(map.keySet());
            out.sortEntries(starts, ends);
        }

        @Override
        public Map<?, ?> read(ValueReader in) {
            int size = in.readSize();
            if (size <= 1) {
                return size == 0 ? Map.of() : Collections.singletonMap(in.readKeyPart(), in.readPart());
            }
            KeyOrder order = new KeyOrder(in.bytes());
            List<Object> keys = new ArrayList<>(size);
            List<@Nullable Object> values = new ArrayList<>(size);
            for (int left = size; left > 0; left--) {
                int start = in.bytes().position();
                keys.add(in.readKeyPart());
                order.check(start);
                values.add(in.readPart());
            }
            checkCollisions(keys);
            Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
            for (int index = 0; index < size; index++) {
                entries.put(keys.get(index), values.get(index));
            }
            if (entries.size() < size) {
                throw WireInput.corrupt("a map with two equal keys");
            }
            return Collections.unmodifiableMap(entries);
        }
    }

    /** Sees to it that the keys of one collection ascend. */
    private static final class KeyOrder {

        private final ByteReader bytes;
        private int start = -1;
        private int end;

        KeyOrder(ByteReader bytes) {
            this.bytes = bytes;
        }

        /** Compares the key that has just been read with the one before. */
        void check(int from) {
            int to = bytes.position();
            byte[] all = bytes.bytes();
            if (start >= 0 && Arrays.compareUnsigned(all, start, end, all, from, to) >= 0) {
                throw WireInput.corrupt("elements or keys that are not in order");
            }
            start = from;
            end = to;
        }
    }

    private static final class Absent implements ValueFormat<Optional<?>> {

        @Override
        public void write(Optional<?> empty, ValueWriter out) {}

        @Override
        public Optional<?> read(ValueReader in) {
            return Optional.empty();
        }
    }

    private static final class Present implements ValueFormat<Optional<?>> {

        @Override
        public void write(Optional<?> present, ValueWriter out) {
            out.writePart(present.get());
        }

        @Override
        public Optional<?> read(ValueReader in) {
            Object content = in.readPart();
            if (content == null) {
                throw WireInput.corrupt("null in an optional");
            }
            return Optional.of(content);
        }
    }
}
