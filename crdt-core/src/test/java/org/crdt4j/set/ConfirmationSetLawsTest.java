// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.set;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.crdt.Confirmation;
import org.crdt4j.crdt.Lattice.Both;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/** The laws of {@link ConfirmationSet}: confirmed as soon as one visible seal has as many visible confirmations as it demands. */
public final class ConfirmationSetLawsTest {

    private static final List<String> ALL = List.of("bank", "shop", "fraud", "stock");

    /** A seal of participants, or the confirmation of one. */
    public record Op(Set<String> participants, int required, Optional<String> confirming) {}

    public static Subject<
                    ConfirmationSet<String>,
                    LatticeValue<Both<Map<Set<String>, Optional<Integer>>, Set<String>>>,
                    ValueChange<Confirmation<String>>,
                    Op>
            subject() {
        return Subject.of(
                        ConfirmationSet.<String>type(),
                        ConfirmationSetLawsTest::draw,
                        (set, op) -> op.confirming.isPresent()
                                ? set.confirm(op.confirming.get())
                                : set.seal(op.participants, op.required),
                        ConfirmationSetLawsTest::value)
                .reporting(ConfirmationSetLawsTest::reported);
    }

    private static Op draw(RandomGenerator random, ConfirmationSet<String> set) {
        String participant = ALL.get(random.nextInt(ALL.size()));
        if (set.value().isSealed() || random.nextInt(3) > 0) {
            return new Op(Set.of(), 0, Optional.of(participant));
        }
        Set<String> participants = new HashSet<>(List.of(participant, ALL.get(random.nextInt(ALL.size()))));
        return new Op(participants, 1 + random.nextInt(participants.size()), Optional.empty());
    }

    private static Object value(History<Op> history) {
        List<Op> seals = history.operations().filter(op -> op.required > 0).toList();
        Set<String> confirmed =
                history.operations().flatMap(op -> op.confirming.stream()).collect(Collectors.toSet());
        Set<String> outstanding =
                seals.stream().flatMap(op -> op.participants.stream()).collect(Collectors.toSet());
        outstanding.removeAll(confirmed);
        boolean enough = seals.stream()
                .anyMatch(op ->
                        op.participants.stream().filter(confirmed::contains).count() >= op.required);
        return new Confirmation<>(enough, !seals.isEmpty(), confirmed, outstanding);
    }

    private static Object reported(Object before, ValueChange<Confirmation<String>> change) {
        boolean wentBack = change.before().isConfirmed() && !change.after().isConfirmed();
        if (!change.before().equals(before) || change.before().equals(change.after()) || wentBack) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
        return change.after();
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
