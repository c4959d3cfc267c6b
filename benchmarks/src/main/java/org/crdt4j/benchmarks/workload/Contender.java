// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.crdt4j.benchmarks.atomix.Atomix;
import org.crdt4j.benchmarks.automerge.Automerge;
import org.crdt4j.benchmarks.floor.PlainCollections;
import org.crdt4j.benchmarks.gossip.Gossip;
import org.crdt4j.benchmarks.hazelcast.Hazelcast;
import org.crdt4j.benchmarks.kofre.Kofre;
import org.crdt4j.benchmarks.ours.Crdt4j;
import org.crdt4j.benchmarks.pekko.PekkoDistributedData;
import org.crdt4j.benchmarks.pekko.PekkoOperations;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.subject.Library;
import org.crdt4j.benchmarks.wurmloch.Wurmloch;

/**
 * Who takes part in W1 to W6 and W8, and in what: a contender is left out of work for which it has no type, and of sizes at
 * which it would take minutes. The types behind each say where they promise less than ours. c-crdtlib is not among the
 * peers: it is not on Maven Central.
 */
public enum Contender {
    /** This library. */
    OURS(Crdt4j::new, Participation.inAll()),
    /** Plain arrays and collections, which replicate nothing. */
    FLOOR(PlainCollections::new, Participation.in(Participation.COUNTERS, Participation.SETS, Participation.MAPS)),
    /** Pekko Distributed Data. */
    PEKKO(PekkoDistributedData::new, Participation.in(Participation.COUNTERS, Participation.SETS, Participation.MAPS)),
    /** Hazelcast. */
    HAZELCAST(Hazelcast::new, Participation.in(Participation.COUNTERS)),
    /** wurmloch-crdt, where an add looks through the whole set. */
    WURMLOCH(
            Wurmloch::new,
            Participation.in(Participation.COUNTERS, Participation.SETS)
                    .upTo(Participation.QUADRATIC, Measure.SET_BUILD)),
    /** Apache Gossip, where an update copies the whole set. */
    GOSSIP(Gossip::new, Participation.in(Participation.SETS).upTo(Participation.QUADRATIC, Measure.SET_BUILD)),
    /** Pekko's operation-based types, which know no joins; an operation on a set looks at all of it. */
    PEKKO_OPERATIONS(
            PekkoOperations::new,
            Participation.in(Participation.COUNTERS, Participation.SETS, Participation.MAPS)
                    .without(Measure.COUNTER_JOIN, Measure.SET_JOIN, Measure.MAP_JOIN)
                    .upTo(Participation.QUADRATIC, Measure.SET_BUILD)),
    /** Kofre, where an update or a delta of a set looks at all of it: 300 milliseconds at 100,000. */
    KOFRE(
            Kofre::new,
            Participation.in(Participation.COUNTERS, Participation.SETS, Participation.MAPS)
                    .upTo(Participation.QUADRATIC, Measure.SET_BUILD)
                    .upTo(10_000, Measure.SET_ADD, Measure.SET_JOIN, Measure.SET_DELTA)),
    /** Atomix. */
    ATOMIX(Atomix::new, Participation.in(Participation.COUNTERS, Participation.SETS, Participation.MAPS)),
    /** Automerge, where its native library loads; its heap is not the Java machine's. */
    AUTOMERGE(
            Automerge::new,
            Participation.in(Participation.COUNTERS, Participation.SETS, Participation.MAPS)
                    .without(Measure.SET_HEAP, Measure.MAP_HEAP)
                    .upTo(64, Measure.COUNTER_JOIN)
                    .where(Automerge::loads));

    /** What a Java machine that runs all contenders must be started with: Atomix' Kryo 4 looks into atomic variables. */
    public static final String JVM_ARGUMENT = "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED";

    private final Supplier<Library> library;
    private final Participation participation;

    Contender(Supplier<Library> library, Participation participation) {
        this.library = library;
        this.participation = participation;
    }

    /** Those that take part in a work at a size. */
    public static List<Contender> takingPart(Measure measure, int size) {
        return Arrays.stream(values())
                .filter(contender -> contender.takesPart(measure, size))
                .toList();
    }

    /** The contender's types. */
    public Library library() {
        return library.get();
    }

    /**
     * Whether this contender can do a work at a size in a time that a run can afford. The runner starts nothing else.
     *
     * @param measure the work
     * @param size elements, keys or replicas; 0 where the work has no size
     */
    public boolean takesPart(Measure measure, int size) {
        return participation.covers(measure, size);
    }
}
