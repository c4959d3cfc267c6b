// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Optional;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.map.LastWriterWinsMap;
import org.crdt4j.map.LastWriterWinsMapLawsTest;
import org.crdt4j.map.LastWriterWinsMapLawsTest.Kind;
import org.crdt4j.map.LastWriterWinsMapLawsTest.Op;
import org.crdt4j.op.OpLastWriterWinsMap.Operation;
import org.crdt4j.testkit.OperationLaws;
import org.crdt4j.testkit.Subject;

/** A map has the same newest entries by operations, by deltas and by whole states. */
public final class OpLastWriterWinsMapLawsTest {

    private static final long MORNING = 10;

    static Subject<
                    LastWriterWinsMap<String, String>,
                    Causal<DotMap<String, DotFun<Stamped<String>>>>,
                    MapChange<String, RegisterChange<String>>,
                    Op>
            subject(boolean mayBeGiven) {
        return Subject.of(
                LastWriterWinsMap.<String, String>type(),
                (random, map) -> draw(random, mayBeGiven),
                LastWriterWinsMapLawsTest::apply,
                LastWriterWinsMapLawsTest::entries);
    }

    /* times of their own are in the past, or the flavours would not write at the same times */
    private static Op draw(RandomGenerator random, boolean mayBeGiven) {
        Op op = LastWriterWinsMapLawsTest.draw(random, mayBeGiven);
        Optional<HybridTimestamp> given =
                op.given().map(time -> HybridTimestamp.of(time.millis() - MORNING, time.counter()));
        return new Op(op.kind(), op.key(), op.value(), given);
    }

    static Operation<String, String> prepare(OpLastWriterWinsMap<String, String> map, Op op) {
        if (op.kind() == Kind.PUT) {
            return op.given()
                    .map(time -> map.put(op.key(), op.value(), time))
                    .orElseGet(() -> map.put(op.key(), op.value()));
        }
        return op.kind() == Kind.CLEAR
                ? map.clear()
                : op.given().map(time -> map.remove(op.key(), time)).orElseGet(() -> map.remove(op.key()));
    }

    @Property(tries = 1_500)
    void lawsWithGivenTimes(@ForAll long seed) {
        OperationLaws.of(
                        subject(true).uncompacted(),
                        OpLastWriterWinsMap.<String, String>type(),
                        OpLastWriterWinsMapLawsTest::prepare)
                .check(seed);
    }

    @Property(tries = 1_500)
    void laws(@ForAll long seed) {
        OperationLaws.of(
                        subject(false),
                        OpLastWriterWinsMap.<String, String>type(),
                        OpLastWriterWinsMapLawsTest::prepare)
                .check(seed);
    }
}
