// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.worst;

import org.crdt4j.benchmarks.ours.Crdt4j;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.subject.SetSubject;
import org.crdt4j.benchmarks.workload.Contender;

/** Sets of ours and plain ones, filled as the worst cases need it. */
final class Sets {

    private static final Library OURS = new Crdt4j();

    private Sets() {}

    /** An empty set of ours. */
    static SetSubject ours(int replica) {
        return OURS.set(replica);
    }

    /** An empty set: a plain one for the floor. */
    static SetSubject empty(Shape shape, int replica) {
        return shape == Shape.FLOOR ? Contender.FLOOR.library().set(replica) : ours(replica);
    }

    /** Adds all elements in their order. */
    static SetSubject filled(SetSubject set, String[] elements) {
        for (String element : elements) {
            set.add(element);
        }
        return set;
    }

    /**
     * A set that three replicas added to and that heard of each add by itself, in the order of the elements: the rows of its
     * table and the counters of its dots alternate between the origins, or come in three long runs.
     */
    static SetSubject heard(String[] elements, boolean taking) {
        SetSubject[] writers = {ours(1), ours(2), ours(3)};
        SetSubject reader = ours(0);
        for (int i = 0; i < elements.length; i++) {
            int writer = taking ? i % 3 : (int) (3L * i / elements.length);
            reader.apply(writers[writer].add(elements[i]));
        }
        return reader;
    }
}
