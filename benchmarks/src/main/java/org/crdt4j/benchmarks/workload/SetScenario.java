// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import java.util.Arrays;
import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.SetSubject;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A set that three replicas filled together, and what happens to it in W3 to W5: two sides that went on apart, some new
 * elements, some deltas of another replica.
 */
@State(Scope.Thread)
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

    /** Builds all of it. */
    @Setup(Level.Trial)
    public void build() {
        library = contender.library();
        elements = Elements.base(size);
        int share = size / ONE_IN_200;
        String[] extra = Elements.extra(2 * share + 2 * BATCH);
        fresh = Arrays.copyOfRange(extra, 2 * share, 2 * share + BATCH);
        base = filled(library, elements);
        left = base.copy();
        addAll(left, Arrays.copyOfRange(extra, 0, share));
        buildRight(Arrays.copyOfRange(extra, share, 2 * share));
        deltas = addAll(replicaOne(), Arrays.copyOfRange(extra, 2 * share + BATCH, extra.length));
    }

    private void buildRight(String[] added) {
        SetSubject one = replicaOne();
        addAll(one, added);
        removed = new String[size / ONE_IN_200];
        for (int i = 0; i < removed.length; i++) {
            removed[i] = elements[i * (ONE_IN_200 - 10) + 1];
            one.remove(removed[i]);
        }
        right = one.state();
    }

    private SetSubject replicaOne() {
        SetSubject one = library.set(1);
        one.join(base.state());
        return one;
    }

    /** Replica 0 of a set to which replica i mod 3 added element i. */
    static SetSubject filled(Library library, String[] elements) {
        SetSubject[] replicas = {library.set(0), library.set(1), library.set(2)};
        for (int i = 0; i < elements.length; i++) {
            replicas[i % replicas.length].add(elements[i]);
        }
        replicas[0].join(replicas[1].state());
        replicas[0].join(replicas[2].state());
        return replicas[0];
    }

    private static Object[] addAll(SetSubject set, String[] elements) {
        Object[] deltas = new Object[elements.length];
        for (int i = 0; i < elements.length; i++) {
            deltas[i] = set.add(elements[i]);
        }
        return deltas;
    }
}
