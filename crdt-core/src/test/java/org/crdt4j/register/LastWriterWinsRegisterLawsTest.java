// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.register;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.Stamped;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/**
 * The laws of {@link LastWriterWinsRegister}: of the writes that survive, the greatest by time, replica and number. A write leaves only
 * the greatest of itself and of what its author saw; one without a given time is always greater than those. A clear leaves nothing.
 */
public final class LastWriterWinsRegisterLawsTest {

    /** An assignment, perhaps as of a given time; without a value a clear. */
    public record Op(Optional<String> value, Optional<HybridTimestamp> given) {}

    public static Subject<LastWriterWinsRegister<String>, Causal<DotFun<Stamped<String>>>, RegisterChange<String>, Op>
            subject() {
        return Subject.of(
                        LastWriterWinsRegister.<String>type(),
                        (random, register) -> new Op(
                                random.nextInt(6) == 0 ? Optional.empty() : Optional.of("v" + random.nextInt(9)),
                                random.nextInt(3) > 0
                                        ? Optional.empty()
                                        : Optional.of(HybridTimestamp.of(1_000_000_000_000L + random.nextInt(9), 0))),
                        LastWriterWinsRegisterLawsTest::apply,
                        LastWriterWinsRegisterLawsTest::value)
                .reporting(LastWriterWinsRegisterLawsTest::reported);
    }

    public static Causal<DotFun<Stamped<String>>> apply(LastWriterWinsRegister<String> register, Op op) {
        if (op.value.isEmpty()) {
            return register.clear();
        }
        String value = op.value.get();
        return op.given.map(time -> register.assign(value, time)).orElseGet(() -> register.assign(value));
    }

    private static final Comparator<Event<Op>> BY_TIME = Comparator.comparing(
                    (Event<Op> event) -> event.operation().given.orElse(event.time()))
            .thenComparing(Event::origin)
            .thenComparing(Event::index);

    public static Optional<String> value(History<Op> history) {
        return history.survivors(LastWriterWinsRegisterLawsTest::survivors).stream()
                .max(BY_TIME)
                .flatMap(winner -> winner.operation().value);
    }

    private static List<Event<Op>> survivors(Event<Op> event, List<Event<Op>> seen) {
        if (event.operation().value.isEmpty()) {
            return List.of();
        }
        List<Event<Op>> writes = new ArrayList<>(event.operation().given.isPresent() ? seen : List.of());
        writes.add(event);
        return List.of(Collections.max(writes, BY_TIME));
    }

    public static Object reported(Object before, RegisterChange<String> change) {
        boolean nothing =
                change.before().equals(change.after()) && change.overruled().isEmpty();
        if (!change.before().equals(before) || nothing) {
            throw new IllegalStateException(change + " does not fit " + before);
        }
        return change.after();
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
