// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** The laws of {@link GrowOnlySet}: whatever was added is there. */
public final class GrowOnlySetLawsTest {

    /** Which elements are added. */
    public record Op(List<String> added) {}

    public static Subject<GrowOnlySet<String>, Elements<String>, SetChange<String>, Op> subject() {
        return Subject.of(
                        GrowOnlySet.<String>type(),
                        (random, set) -> new Op(Stream.generate(() -> "e" + random.nextInt(12))
                                .limit(random.nextInt(4))
                                .toList()),
                        (set, op) -> op.added.size() == 1
                                ? set.add(op.added.get(0))
                                : op.added.size() == 2
                                        ? set.inOneDelta(() -> op.added.forEach(set::add))
                                        : set.addAll(op.added),
                        GrowOnlySetLawsTest::elements)
                .reporting(AddWinsSetLawsTest::reported);
    }

    private static Set<String> elements(History<Op> history) {
        return history.operations().flatMap(op -> op.added.stream()).collect(Collectors.toSet());
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
