// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.curve;

import java.util.Arrays;
import org.crdt4j.benchmarks.subject.Elements;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.SetSubject;
import org.crdt4j.benchmarks.workload.Contender;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A set that three replicas filled, another replica that goes on adding to it, and elements enough that those of one
 * invocation are not in the caches when they come again. */
@State(Scope.Benchmark)
public class LiveSet {

    /** Operations of one invocation. */
    static final int BATCH = 50;

    private static final int LEAST = 1_000;
    private static final int MOST = 100_000;
    private static final int AUTHOR = 3;

    /** Whose set. */
    @Param({"OURS", "FLOOR"})
    public Contender contender;

    /** Elements in the set. */
    @Param("1000")
    public int size;

    SetSubject set;
    private String[] elements;
    private String[] others;
    private SetSubject author;
    private int next;
    private int probe;

    /** Fills the set. */
    @Setup(Level.Trial)
    public void build() {
        Library library = contender.library();
        elements = Elements.base(size);
        others = Elements.extra(Math.max(LEAST, Math.min(size, MOST)));
        set = filled(library, elements, AUTHOR);
        author = library.set(AUTHOR);
    }

    /** Replica 0 of a set to which replica i mod {@code replicas} added element i. */
    static SetSubject filled(Library library, String[] elements, int replicas) {
        SetSubject first = library.set(0);
        for (int i = 0; i < elements.length; i += replicas) {
            first.add(elements[i]);
        }
        for (int replica = 1; replica < replicas; replica++) {
            SetSubject other = library.set(replica);
            for (int i = replica; i < elements.length; i += replicas) {
                other.add(elements[i]);
            }
            first.join(other.state());
        }
        return first;
    }

    /** The elements that the next invocation takes: absent now. */
    String[] batch() {
        next = (next + BATCH) % others.length;
        return Arrays.copyOfRange(others, next, next + BATCH);
    }

    /** One delta an element, made by a replica that never knew the set. */
    Object[] deltas(String[] batch) {
        Object[] deltas = new Object[batch.length];
        for (int i = 0; i < batch.length; i++) {
            deltas[i] = author.add(batch[i]);
            author.remove(batch[i]);
        }
        return deltas;
    }

    /** Makes them absent again. */
    void forget(String[] batch) {
        for (String element : batch) {
            set.remove(element);
        }
    }

    /** A present element, far from the one before. */
    String present() {
        probe = (int) ((probe + 7_919L) % elements.length);
        return elements[probe];
    }
}
