// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import java.util.Arrays;
import java.util.List;
import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.SetSubject;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A set that three replicas filled together, and what happens to it in W3 to W5: two sides that went on apart, some new
 * elements, some deltas of another replica.
 */
@State(Scope.Benchmark)
public class SetScenario {

    /** Operations of one invocation that are made one at a time. */
    public static final int BATCH = 50;

    private static final int ONE_IN_200 = 200;

    /** Whose set. */
    @Param
    public Contender contender;

    /** Elements in the set. */
    @Param({"1000", "100000"})
    public int size;

    Library library;
    String[] elements;
    /** Elements that the set lacks. */
    String[] fresh;
    /** Replica 0, which knows all elements and nothing else. */
    SetSubject base;
    /** {@link #base} after replica 0 added 0.5 %. */
    SetSubject left;
    /** The state of replica 1, which knew all elements, added another 0.5 % and removed 0.5 %. */
    Object right;
    /** Elements that replica 1 removed. */
    String[] removed;
    /** {@link #BATCH} adds of replica 1 on top of {@link #base}, in order. */
    Object[] deltas;

    private @Nullable SetSubject built;

    /** Builds all of it. */
    @Setup(Level.Trial)
    public void build() {
        library = contender.library();
        elements = Elements.base(size);
        int share = size / ONE_IN_200;
        String[] extra = Elements.extra(2 * share + 2 * BATCH);
        fresh = Arrays.copyOfRange(extra, 2 * share, 2 * share + BATCH);
        base = library.filledSet(elements);
        left = base.copy();
        left.addAll(List.of(extra).subList(0, share));
        buildRight(List.of(extra).subList(share, 2 * share));
        deltas = deltas(replicaOne(), Arrays.copyOfRange(extra, 2 * share + BATCH, extra.length));
    }

    private void buildRight(List<String> added) {
        SetSubject one = replicaOne();
        one.addAll(added);
        removed = new String[size / ONE_IN_200];
        for (int i = 0; i < removed.length; i++) {
            removed[i] = elements[i * (ONE_IN_200 - 10) + 1];
        }
        one.removeAll(List.of(removed));
        right = one.state();
    }

    private SetSubject replicaOne() {
        return library.setAt(1, base);
    }

    /** What an invocation built; it is given back when the next one has built its own. */
    SetSubject keep(SetSubject newest) {
        if (built != null) {
            built.release();
        }
        built = newest;
        return newest;
    }

    private static Object[] deltas(SetSubject set, String[] elements) {
        return Arrays.stream(elements).map(set::addForPeers).toArray();
    }
}
