// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.error.CorruptDataException;
import org.junit.jupiter.api.Test;

/** Twice the length and the first dot of a run; or twice the number of dots and one, and all of them. */
class DotRunsTest {

    private static final ReplicaId A = ReplicaId.of(1);
    private static final ReplicaId B = ReplicaId.of(2);

    private static List<String> written(DotSet... stores) {
        List<String> keys =
                IntStream.range(0, stores.length).mapToObj(Integer::toString).toList();
        Notes notes = new Notes();
        new DotRuns().write(new EntryOrder<>(DotMap.of(keys, List.of(stores), true), notes), notes);
        return notes.lines();
    }

    private static Forged<List<DotSet>> column(int size, Consumer<WireOutput> content) {
        return new Forged<>(content, new WireFormat<>() {
            @Override
            public void write(List<DotSet> stores, WireOutput out) {
                throw new UnsupportedOperationException("only read here");
            }

            @Override
            public List<DotSet> read(WireInput in) {
                return new DotRuns().read(size, in);
            }
        });
    }

    private static void run(WireOutput out, long length, ReplicaId origin, long first) {
        out.writeCount(2 * length);
        out.writeDot(origin, first);
    }

    @Test
    void consecutiveDotsOfOneReplica_areOneRun() {
        assertEquals(
                List.of("count 6", "dot 1:1", "count 2", "dot 2:5"),
                written(DotSet.of(B, 5), DotSet.of(A, 1), DotSet.of(A, 2), DotSet.of(A, 3)));
    }

    @Test
    void gapOrOtherReplica_endsARun() {
        assertEquals(
                List.of("count 2", "dot 1:1", "count 2", "dot 1:3", "count 2", "dot 2:4"),
                written(DotSet.of(A, 1), DotSet.of(A, 3), DotSet.of(B, 4)));
    }

    @Test
    void severalDotsOrNone_areNoPartOfARun() {
        assertEquals(
                List.of("count 1", "count 2", "dot 1:1", "count 5", "dot 1:2", "dot 2:1", "count 2", "dot 1:3"),
                written(DotSet.of(A, 1), DotSet.of(new Dot(A, 2), new Dot(B, 1)), DotSet.of(A, 3), DotSet.empty()));
    }

    @Test
    void onlyStore_isWrittenAsAmongOthers() {
        for (DotSet store : List.of(DotSet.empty(), DotSet.of(A, 3), DotSet.of(new Dot(A, 2), new Dot(B, 1)))) {
            Notes notes = new Notes();
            new DotRuns().writeOne(store, notes);
            assertEquals(written(store), notes.lines());
        }
    }

    @Test
    void runs_areReadOneAfterTheOther() {
        assertEquals(
                List.of(DotSet.of(A, 7), DotSet.of(A, 8), DotSet.of(B, 1)),
                column(3, out -> {
                            run(out, 2, A, 7);
                            run(out, 1, B, 1);
                        })
                        .read());
    }

    @Test
    void runBeyondTheLastKey_isCorrupt() {
        column(3, out -> {
                    run(out, 2, A, 1);
                    run(out, 2, B, 1);
                })
                .assertRefused(CorruptDataException.class, "a run of 2 dots");
        column(1, out -> run(out, 0, A, 1)).assertRefused(CorruptDataException.class, "a run of 0 dots");
    }

    @Test
    void runUpToTheGreatestNumber_isRead_andNoneBeyond() {
        assertEquals(
                List.of(DotSet.of(A, Long.MAX_VALUE - 2), DotSet.of(A, Long.MAX_VALUE - 1)),
                column(2, out -> run(out, 2, A, Long.MAX_VALUE - 2)).read());
        column(2, out -> run(out, 2, A, Long.MAX_VALUE - 1))
                .assertRefused(CorruptDataException.class, "beyond all bounds");
    }
}
