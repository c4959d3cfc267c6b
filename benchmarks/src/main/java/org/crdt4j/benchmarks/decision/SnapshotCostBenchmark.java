// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.decision;

import java.util.HashMap;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a set of a million elements pays for snapshots: a write without one, a write after which the whole table is copied,
 * and a write into a persistent hash trie, whose every version is a snapshot. A write gives a random present element a new
 * dot, as a re-add does, so the size stays and every invocation does the same work. The read shows what a trie costs for good.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class SnapshotCostBenchmark {

    /** A dot as an object, for the tables that hold objects. */
    record BoxedDot(int origin, long counter) {}

    /** The elements and the fixed random order in which they are touched. */
    @State(Scope.Benchmark)
    public static class Elements {

        /** Elements in the set. */
        @Param({"1000000"})
        public int size;

        String[] all = {};
        private int[] order = {};
        private int turn;
        private long counter;

        /** Generates UUID strings of 36 characters. */
        @Setup(Level.Trial)
        public void generate() {
            Random bits = new Random(42);
            all = new String[size];
            for (int i = 0; i < size; i++) {
                all[i] = new UUID(bits.nextLong(), bits.nextLong()).toString();
            }
            order = bits.ints(1 << 20, 0, size).toArray();
        }

        String any() {
            turn = (turn + 1) & (order.length - 1);
            return all[order[turn]];
        }

        long next() {
            return ++counter;
        }
    }

    /** {@link HashMap} of boxed dots. */
    @State(Scope.Thread)
    public static class Hash {
        final HashMap<String, BoxedDot> map = new HashMap<>();

        /** Fills the map. */
        @Setup(Level.Trial)
        public void fill(Elements elements) {
            for (String element : elements.all) {
                map.put(element, new BoxedDot(0, elements.next()));
            }
        }
    }

    /** Parallel arrays. */
    @State(Scope.Thread)
    public static class Arrays {

        /** Whether the elements' hashes are kept beside them. */
        @Param({"true", "false"})
        public boolean hashesKept;

        CopyableTable table = new CopyableTable(true);

        /** Fills the table. */
        @Setup(Level.Trial)
        public void fill(Elements elements) {
            table = new CopyableTable(hashesKept);
            for (String element : elements.all) {
                table.put(element, 0, elements.next());
            }
        }
    }

    /** The hash array mapped trie of Vavr. */
    @State(Scope.Thread)
    public static class VavrTrie {
        io.vavr.collection.HashMap<String, BoxedDot> map = io.vavr.collection.HashMap.empty();

        /** Fills the trie. */
        @Setup(Level.Trial)
        public void fill(Elements elements) {
            for (String element : elements.all) {
                map = map.put(element, new BoxedDot(0, elements.next()));
            }
        }
    }

    /** The compressed hash trie (CHAMP) of the Scala library, which Pekko brings along. */
    @State(Scope.Thread)
    public static class ChampTrie {
        scala.collection.immutable.HashMap<String, BoxedDot> map = emptyChamp();

        /** Fills the trie. */
        @Setup(Level.Trial)
        public void fill(Elements elements) {
            for (String element : elements.all) {
                map = map.updated(element, new BoxedDot(0, elements.next()));
            }
        }
    }

    private static scala.collection.immutable.HashMap<String, BoxedDot> emptyChamp() {
        return scala.collection.immutable.HashMap$.MODULE$.empty();
    }

    /** A write in place, no snapshot. */
    @Benchmark
    public Object write_hashMapInPlace(Elements elements, Hash hash) {
        return hash.map.put(elements.any(), new BoxedDot(1, elements.next()));
    }

    /** A write in place, no snapshot. */
    @Benchmark
    public Object write_arraysInPlace(Elements elements, Arrays arrays) {
        arrays.table.put(elements.any(), 1, elements.next());
        return arrays.table;
    }

    /** A write into a trie: the previous version stays valid. */
    @Benchmark
    public Object write_vavrTrie(Elements elements, VavrTrie trie) {
        trie.map = trie.map.put(elements.any(), new BoxedDot(1, elements.next()));
        return trie.map;
    }

    /** A write into a trie: the previous version stays valid. */
    @Benchmark
    public Object write_champTrie(Elements elements, ChampTrie trie) {
        trie.map = trie.map.updated(elements.any(), new BoxedDot(1, elements.next()));
        return trie.map;
    }

    /** A write and a full copy of a hash map. */
    @Benchmark
    public Object writeAndCopy_hashMap(Elements elements, Hash hash) {
        hash.map.put(elements.any(), new BoxedDot(1, elements.next()));
        return new HashMap<>(hash.map);
    }

    /** A write and a full copy of the arrays: the first write after a snapshot under copy on write. */
    @Benchmark
    public Object writeAndCopy_arrays(Elements elements, Arrays arrays) {
        arrays.table.put(elements.any(), 1, elements.next());
        return arrays.table.copy();
    }

    /** A lookup. */
    @Benchmark
    public Object read_hashMap(Elements elements, Hash hash) {
        return hash.map.get(elements.any());
    }

    /** A lookup. */
    @Benchmark
    public long read_arrays(Elements elements, Arrays arrays) {
        return arrays.table.counter(elements.any());
    }

    /** A lookup. */
    @Benchmark
    public Object read_vavrTrie(Elements elements, VavrTrie trie) {
        return trie.map.get(elements.any());
    }

    /** A lookup. */
    @Benchmark
    public Object read_champTrie(Elements elements, ChampTrie trie) {
        return trie.map.get(elements.any());
    }

    /** A million adds from the empty set. */
    @Benchmark
    public Object build_hashMap(Elements elements) {
        HashMap<String, BoxedDot> map = new HashMap<>();
        for (String element : elements.all) {
            map.put(element, new BoxedDot(0, elements.next()));
        }
        return map;
    }

    /** A million adds from the empty set. */
    @Benchmark
    public Object build_arrays(Elements elements, Arrays arrays) {
        CopyableTable table = new CopyableTable(arrays.hashesKept);
        for (String element : elements.all) {
            table.put(element, 0, elements.next());
        }
        return table;
    }

    /** A million adds from the empty set, each leaving a version behind. */
    @Benchmark
    public Object build_champTrie(Elements elements) {
        scala.collection.immutable.HashMap<String, BoxedDot> map = emptyChamp();
        for (String element : elements.all) {
            map = map.updated(element, new BoxedDot(0, elements.next()));
        }
        return map;
    }

    /** A million adds from the empty set, each leaving a version behind. */
    @Benchmark
    public Object build_vavrTrie(Elements elements) {
        io.vavr.collection.HashMap<String, BoxedDot> map = io.vavr.collection.HashMap.empty();
        for (String element : elements.all) {
            map = map.put(element, new BoxedDot(0, elements.next()));
        }
        return map;
    }
}
