// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.ReplicaId;
import org.junit.jupiter.api.Test;

final class OpCausalLogTest {

    private final TwoReplicas<OpCausalLog<String>, OpCausalLog.Operation<String>> replicas =
            new TwoReplicas<>(OpCausalLog::new);

    @Test
    void concurrentPosts_standInTheOrderOfTheirTimes() {
        replicas.atA(log -> log.append("first"));
        replicas.atB(log -> log.append("second"));
        replicas.atA(log -> log.append("third"));
        replicas.exchange();
        replicas.assertBoth(List.of("first", "second", "third"));
        assertEquals(3, replicas.a().size());
    }

    @Test
    void answer_comesAfterWhatItAnswers_whateverItsTime() {
        Dot question = replicas.atA(log -> log.append("question")).dot();
        replicas.atA(log -> log.append("remark"));
        replicas.exchange();
        replicas.atB(log -> log.append("answer", TwoReplicas.secondsAfterNoon(-9), List.of(question)));
        replicas.atB(log -> log.append("alone", TwoReplicas.secondsAfterNoon(-8), List.of()));
        replicas.exchange();
        replicas.assertBoth(List.of("alone", "question", "answer", "remark"));
    }

    @Test
    void settledPosts_areThoseBeforeTheWatermark() {
        replicas.atA(log -> log.append("early"));
        replicas.atA(log -> log.append("late"));
        replicas.exchange();
        assertEquals(
                "early",
                replicas.b().settled(TwoReplicas.secondsAfterNoon(2)).get(0).item());
        assertEquals(
                "late",
                replicas.b().tentative(TwoReplicas.secondsAfterNoon(2)).get(0).item());
        assertEquals(2, replicas.b().entries().size());
    }

    @Test
    void clear_sparesAConcurrentPost() {
        replicas.atA(log -> log.append("x"));
        replicas.exchange();
        replicas.atA(OpCausalLog::clear);
        replicas.atB(log -> log.append("answer to x"));
        replicas.exchange();
        replicas.assertBoth(List.of("answer to x"));
    }

    @Test
    void nullAndAnswersToWhatIsNotHere_areRefused() {
        Dot unknown = new Dot(ReplicaId.of(2), 1);
        assertThrows(NullPointerException.class, () -> replicas.a().append(null));
        assertThrows(
                IllegalArgumentException.class,
                () -> replicas.a().append("answer", TwoReplicas.secondsAfterNoon(0), List.of(unknown)));
    }
}
