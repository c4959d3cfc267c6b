// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.LogChange;
import org.crdt4j.crdt.LogEntry;
import org.crdt4j.log.CausalLog;
import org.crdt4j.log.CausalLogLawsTest;
import org.crdt4j.log.CausalLogLawsTest.Kind;
import org.crdt4j.log.CausalLogLawsTest.Op;
import org.crdt4j.log.LogStore;
import org.crdt4j.op.OpCausalLog.Operation;
import org.crdt4j.testkit.OperationLaws;
import org.crdt4j.testkit.Subject;

/** Posts are in the same order by operations, by deltas and by whole states. */
public final class OpCausalLogLawsTest {

    private static final long MORNING = 10;

    static Subject<CausalLog<String>, Causal<LogStore<String>>, LogChange<String>, Op> subject() {
        return Subject.of(
                CausalLog.<String>type(),
                OpCausalLogLawsTest::draw,
                CausalLogLawsTest::apply,
                new CausalLogLawsTest.Order());
    }

    /* times of their own are in the past, or the flavours would not write at the same times */
    private static Op draw(RandomGenerator random, CausalLog<String> log) {
        Op op = CausalLogLawsTest.draw(random);
        Optional<HybridTimestamp> given =
                op.given().map(time -> HybridTimestamp.of(time.millis() - MORNING, time.counter()));
        if (given.isEmpty() || random.nextBoolean()) {
            return new Op(op.kind(), op.item(), given, Optional.empty());
        }
        List<String> after =
                log.value().stream().filter(item -> random.nextInt(3) == 0).toList();
        return new Op(op.kind(), op.item(), given, Optional.of(after));
    }

    static Operation<String> prepare(OpCausalLog<String> log, Op op) {
        if (op.kind() == Kind.CLEAR) {
            return log.clear();
        } else if (op.given().isEmpty()) {
            return log.append(op.item());
        } else if (op.after().isEmpty()) {
            return log.append(op.item(), op.given().get());
        }
        List<Dot> after = log.entries().stream()
                .filter(entry -> op.after().get().contains(entry.item()))
                .map(LogEntry::dot)
                .toList();
        return log.append(op.item(), op.given().get(), after);
    }

    @Property(tries = 1_500)
    void laws(@ForAll long seed) {
        OperationLaws.of(subject(), OpCausalLog.<String>type(), OpCausalLogLawsTest::prepare)
                .check(seed);
    }
}
