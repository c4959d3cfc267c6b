// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.examples.snippets.HighScore.Points;
import org.crdt4j.replica.Replica;
import org.crdt4j.testkit.LawViolation;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;
import org.junit.jupiter.api.Test;

/** The snippets of docs/testing.md and of the testkit's Javadoc: a type of one's own, held to the laws and used. */
final class OwnTypeTest {

    @Test
    void highScore_keepsTheLaws() {
        // snippet: own-laws
        Subject<HighScore, Points, ValueChange<Long>, Long> subject = Subject.of(
                        HighScore.TYPE,
                        (random, score) -> random.nextLong(100), // what to try
                        HighScore::raise, // how to do it
                        history -> history.operations().max(Long::compare).orElse(0L)) // what must come of it
                .reporting((before, change) -> change.after()); // what its listeners must hear

        Laws.of(subject).checkAll(1, 1_000); // seeds 1 to 1,000
        // end
    }

    @Test
    void wrongSpecification_isCaught() {
        Subject<HighScore, Points, ValueChange<Long>, Long> subject = Subject.of(
                HighScore.TYPE,
                (random, score) -> random.nextLong(100),
                HighScore::raise,
                history -> history.operations().mapToLong(points -> points).sum());

        LawViolation violation =
                assertThrows(LawViolation.class, () -> Laws.of(subject).checkAll(1, 1_000));
        assertEquals("SpecificationLaws", violation.law());
        assertTrue(String.valueOf(violation.getMessage()).contains("seed"), violation::getMessage);
    }

    @Test
    void ownType_inAReplica() throws Throwable {
        assertEquals(List.of("9"), Printed.by(OwnTypeTest::showUse));
    }

    private static void showUse() {
        // snippet: own-use
        Replica dublin = Replica.builder("dublin").type(HighScore.TYPE).open();
        Replica madrid = Replica.builder("madrid").type(HighScore.TYPE).open();
        dublin.object("best", HighScore.TYPE).update(score -> score.raise(7));
        madrid.object("best", HighScore.TYPE).update(score -> score.raise(9));

        madrid.deltasSince(dublin.version()).forEach(dublin::receive);
        System.out.println(dublin.object("best", HighScore.TYPE).read(HighScore::value)); // 9
        // end
    }
}
