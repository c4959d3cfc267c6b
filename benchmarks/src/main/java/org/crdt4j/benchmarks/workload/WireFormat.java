// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.workload;

import java.util.function.Function;
import org.crdt4j.benchmarks.atomix.AtomixSetWire;
import org.crdt4j.benchmarks.automerge.Automerge;
import org.crdt4j.benchmarks.automerge.AutomergeSetWire;
import org.crdt4j.benchmarks.floor.KryoSetWire;
import org.crdt4j.benchmarks.floor.TextSetWire;
import org.crdt4j.benchmarks.gossip.Gossip;
import org.crdt4j.benchmarks.gossip.GossipSetWire;
import org.crdt4j.benchmarks.ours.Crdt4j;
import org.crdt4j.benchmarks.ours.OurSetWire;
import org.crdt4j.benchmarks.pekko.PekkoDistributedData;
import org.crdt4j.benchmarks.pekko.PekkoOperationSetWire;
import org.crdt4j.benchmarks.pekko.PekkoOperations;
import org.crdt4j.benchmarks.pekko.PekkoSetWire;
import org.crdt4j.benchmarks.report.Measure;
import org.crdt4j.benchmarks.subject.WireSubject;
import org.crdt4j.codec.Codec;

/** Who takes part in W7. */
public enum WireFormat {
    /** This library's codec. */
    OURS(elements -> new OurSetWire(new Crdt4j().filledSet(elements).state(), Codec.standard())),
    /** The same, compressed. */
    COMPRESSED(elements -> new OurSetWire(
            new Crdt4j().filledSet(elements).state(), Codec.standard().compressed())),
    /** A plain set through Kryo. */
    FLOOR(KryoSetWire::new),
    /** The bare UTF-8 bytes of a plain set. */
    TEXT(TextSetWire::new),
    /** Pekko Distributed Data, its own serializer, which compresses. */
    PEKKO(elements ->
            new PekkoSetWire(new PekkoDistributedData().filledSet(elements).state())),
    /** Apache Gossip, its JSON. */
    GOSSIP(elements -> new GossipSetWire(new Gossip().filledSet(elements).state())),
    /** Pekko's operation-based set, its serializer for snapshots. */
    PEKKO_OPERATIONS(elements ->
            new PekkoOperationSetWire(new PekkoOperations().filledSet(elements).state())),
    /** Atomix, its Kryo. */
    ATOMIX(AtomixSetWire::new),
    /** Automerge, where its native library loads. */
    AUTOMERGE(AutomergeSetWire::new);

    private final Function<String[], WireSubject> wire;

    WireFormat(Function<String[], WireSubject> wire) {
        this.wire = wire;
    }

    /** A set of these elements, element i added by replica i mod 3, and its serializer. */
    public WireSubject wire(String[] elements) {
        return wire.apply(elements);
    }

    /**
     * Whether this format can do a work at a size in a time that a run can afford. The runner starts nothing else.
     *
     * @param measure the work
     * @param size elements
     */
    public boolean takesPart(Measure measure, int size) {
        return this != AUTOMERGE || Automerge.loads();
    }

    /** Whether its bytes are compressed already. */
    boolean compresses() {
        return this == COMPRESSED || this == PEKKO || this == AUTOMERGE;
    }
}
