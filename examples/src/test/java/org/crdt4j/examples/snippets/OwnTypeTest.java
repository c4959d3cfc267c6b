// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crdt4j.crdt.Lattice;
import org.crdt4j.crdt.LatticeValue;
import org.crdt4j.crdt.LatticeVariable;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.replica.Replica;
import org.crdt4j.testkit.LawViolation;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.SmallScope;
import org.crdt4j.testkit.Subject;
import org.junit.jupiter.api.Test;

/** The snippets of docs/own-types.md and of the testkit's Javadoc: a type of one's own, held to the laws and used. */
final class OwnTypeTest {

    @Test
    void highScore_keepsTheLaws() throws Throwable {
        assertEquals(List.of("986 schedules"), Printed.by(OwnTypeTest::prove));
    }

    private static void prove() {
        // snippet: own-laws
        Subject<HighScore, LatticeValue<Optional<Long>>, ValueChange<Optional<Long>>, Long> subject = Subject.of(
                        HighScore.TYPE,
                        (random, score) -> random.nextLong(100), // what to try
                        HighScore::raise, // how to do it
                        history -> history.operations().max(Long::compare)) // what must come of it
                .reporting((before, change) -> change.after()); // what its listeners must hear

        Laws.of(subject).checkAll(1, 1_000); // seeds 1 to 1,000
        // end

        // snippet: own-small-scope
        SmallScope.Counts all = SmallScope.of(subject, List.of(7L, 9L)).check(3);
        System.out.println(all.schedules() + " schedules"); // 986 schedules
        // end
    }

    @Test
    void wrongSpecification_isCaught() {
        Subject<HighScore, LatticeValue<Optional<Long>>, ValueChange<Optional<Long>>, Long> subject = Subject.of(
                HighScore.TYPE,
                (random, score) -> random.nextLong(100),
                HighScore::raise,
                history -> history.operations().reduce(Long::sum));

        LawViolation violation =
                assertThrows(LawViolation.class, () -> Laws.of(subject).checkAll(1, 1_000));
        assertEquals("SpecificationLaws", violation.law());
        assertTrue(String.valueOf(violation.getMessage()).contains("seed"), violation::getMessage);
    }

    @Test
    void leaderboard_isOneLine() throws Throwable {
        assertEquals(List.of("Optional[9]"), Printed.by(OwnTypeTest::showLattice));
    }

    private static void showLattice() {
        // snippet: own-lattice
        var leaderboard =
                LatticeVariable.type("leaderboard", Lattice.<String, Optional<Integer>>mapOf(Lattice.maxOf()));

        Replica dublin = Replica.builder("dublin").type(leaderboard).open();
        Replica madrid = Replica.builder("madrid").type(leaderboard).open();
        dublin.object("best", leaderboard).update(best -> best.update(Map.of("ann", Optional.of(7))));
        madrid.object("best", leaderboard).update(best -> best.update(Map.of("ann", Optional.of(9))));

        madrid.deltasSince(dublin.version()).forEach(dublin::receive);
        Optional<Integer> ann =
                dublin.object("best", leaderboard).read(best -> best.value().get("ann"));
        System.out.println(ann); // Optional[9]
        // end
    }

    @Test
    void ownType_inAReplica() throws Throwable {
        assertEquals(List.of("Optional[9]"), Printed.by(OwnTypeTest::showUse));
    }

    private static void showUse() {
        // snippet: own-use
        Replica dublin = Replica.builder("dublin").type(HighScore.TYPE).open();
        Replica madrid = Replica.builder("madrid").type(HighScore.TYPE).open();
        dublin.object("best", HighScore.TYPE).update(score -> score.raise(7));
        madrid.object("best", HighScore.TYPE).update(score -> score.raise(9));

        madrid.deltasSince(dublin.version()).forEach(dublin::receive);
        System.out.println(dublin.object("best", HighScore.TYPE).read(HighScore::value)); // Optional[9]
        // end
    }
}
