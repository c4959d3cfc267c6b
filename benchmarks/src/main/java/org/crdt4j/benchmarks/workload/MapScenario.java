// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A map that three replicas filled together, and what happens to it in W6: two sides that overwrote different keys, some
 * new keys, some deltas of another replica.
 */
@State(Scope.Benchmark)
public class MapScenario {

    /** Operations of one invocation that are made one at a time. */
    public static final int BATCH = 50;

    static final String FIRST = "value-first";
    static final String LEFT = "value-left";
    static final String RIGHT = "value-right";
    static final String DELTA = "value-delta";

    private static final int ONE_IN_200 = 200;
    private static final int STRIDE = ONE_IN_200 - 10;

    /** Whose map. */
    @Param
    public Contender contender;

    /** Keys in the map. */
    @Param({"1000", "100000"})
    public int size;

    Library library;
    String[] keys;
    /** Keys that the map lacks. */
    String[] fresh;
    /** Replica 0, which knows all keys with {@link #FIRST}. */
    MapSubject base;
    /** {@link #base} after replica 0 overwrote 0.5 % with {@link #LEFT}. */
    MapSubject left;
    /** The state of replica 1, which knew all keys and overwrote another 0.5 % with {@link #RIGHT}. */
    Object right;
    /** {@link #BATCH} overwrites by replica 1 on top of {@link #base}, in order, with {@link #DELTA}. */
    Object[] deltas;

    private @Nullable MapSubject built;

    /** Builds all of it. */
    @Setup(Level.Trial)
    public void build() {
        library = contender.library();
        keys = Elements.base(size);
        fresh = Elements.extra(BATCH);
        base = library.filledMap(keys, FIRST);
        left = base.copy();
        MapSubject one = replicaOne();
        for (int i = 0; i < size / ONE_IN_200; i++) {
            left.put(leftKey(i), LEFT);
            one.put(rightKey(i), RIGHT);
        }
        right = one.state();
        one.release();
        buildDeltas();
    }

    /** Gives back what holds threads or memory: a machine with threads left does not end. */
    @TearDown(Level.Trial)
    public void release() {
        base.release();
        left.release();
        if (built != null) {
            built.release();
        }
    }

    private void buildDeltas() {
        MapSubject one = replicaOne();
        deltas = new Object[BATCH];
        for (int i = 0; i < BATCH; i++) {
            deltas[i] = one.putForPeers(deltaKey(i), DELTA);
        }
        one.release();
    }

    String leftKey(int i) {
        return keys[i * STRIDE];
    }

    String rightKey(int i) {
        return keys[i * STRIDE + 7];
    }

    String deltaKey(int i) {
        return keys[i * (size / BATCH) + 3];
    }

    /** What an invocation built; it is given back when the next one has built its own. */
    MapSubject keep(MapSubject newest) {
        if (built != null) {
            built.release();
        }
        built = newest;
        return newest;
    }

    private MapSubject replicaOne() {
        return library.mapAt(1, base);
    }
}
