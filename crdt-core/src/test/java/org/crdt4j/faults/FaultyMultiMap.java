// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.util.Set;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.map.MultiMap;
import org.crdt4j.map.MultiMapLawsTest;
import org.crdt4j.map.MultiMapLawsTest.Kind;
import org.crdt4j.map.MultiMapLawsTest.Op;
import org.crdt4j.testkit.Subject;

/** The map of sets itself, changed as who takes the set of a key for one value. */
final class FaultyMultiMap {

    private FaultyMultiMap() {}

    static Subject<
                    MultiMap<String, String>,
                    Causal<DotMap<String, DotMap<String, DotSet>>>,
                    MapChange<String, SetChange<String>>,
                    Op>
            subject(Fault fault) {
        return Subject.of(
                MultiMapLawsTest.subject().type(),
                (random, map) -> MultiMapLawsTest.draw(random),
                (map, op) -> map.inOneDelta(() -> apply(map, op, fault)),
                MultiMapLawsTest::entries);
    }

    private static void apply(MultiMap<String, String> map, Op op, Fault fault) {
        if (op.kind() == Kind.PUT && fault == Fault.PUT_WRITES_WHOLE_KEY) {
            Set.copyOf(map.get(op.key())).forEach(value -> map.put(op.key(), value));
        }
        if (op.kind() == Kind.REMOVE && fault == Fault.REMOVE_TAKES_WHOLE_KEY) {
            map.removeAll(op.key());
        } else {
            MultiMapLawsTest.apply(map, op);
        }
    }
}
