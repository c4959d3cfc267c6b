// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.register;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** The laws of {@link StageRegister}: of the stages that include all visible advances, the one that the others include. */
public final class StageRegisterLawsTest {

    private static final Stages STAGES = Stages.builder()
            .path("created", "authorised", "captured", "settled", "disputed")
            .path("created", "rejected", "disputed")
            .path("authorised", "cancelled", "disputed")
            .build();

    private static final List<String> NAMES = List.copyOf(STAGES.names());

    public static Subject<StageRegister, LatticeValue<String>, ValueChange<String>, String> subject() {
        return Subject.of(
                        StageRegister.of("payment", STAGES),
                        (random, register) -> NAMES.get(random.nextInt(NAMES.size())),
                        StageRegister::advance,
                        history -> furthest(history.operations().collect(Collectors.toSet())))
                .reporting(StageRegisterLawsTest::reported);
    }

    private static String furthest(Set<String> advances) {
        List<String> reached = NAMES.stream()
                .filter(stage -> advances.stream().allMatch(advance -> STAGES.includes(stage, advance)))
                .toList();
        return reached.stream()
                .filter(stage -> reached.stream().allMatch(other -> STAGES.includes(other, stage)))
                .findFirst()
                .orElseThrow();
    }

    private static Object reported(Object before, ValueChange<String> change) {
        if (!change.before().equals(before) || change.before().equals(change.after())) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
        return change.after();
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
