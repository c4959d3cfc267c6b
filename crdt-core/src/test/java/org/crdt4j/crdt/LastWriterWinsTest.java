// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.Stamped;
import org.crdt4j.codec.Codec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LastWriterWinsTest {

    private static final Dot A = new Dot(ReplicaId.of(1), 1);
    private static final Dot B = new Dot(ReplicaId.of(2), 1);
    private static final Dot C = new Dot(ReplicaId.of(3), 1);

    private static Stamped<String> at(long millis, @Nullable String value) {
        return new Stamped<>(HybridTimestamp.of(millis, 0), value);
    }

    private static DotFun<Stamped<String>> writes(List<Dot> dots, List<Stamped<String>> writes) {
        return DotFun.of(dots, writes);
    }

    private static List<Dot> visible(DotFun<Stamped<String>> writes) {
        List<Dot> dots = new ArrayList<>();
        LastWriterWins.forVisibleDot(writes, (origin, counter) -> dots.add(new Dot(origin, counter)));
        return dots;
    }

    @Test
    void visibleDot_isThatOfTheNewestWrite() {
        assertEquals(List.of(A), visible(writes(List.of(A, B), List.of(at(2, "new"), at(1, "old")))));
        assertEquals(List.of(B), visible(writes(List.of(A, B), List.of(at(1, "equal"), at(1, "times")))));
        assertEquals(List.of(A), visible(DotFun.of(A, at(1, "alone"))));
    }

    @Test
    void removalAndNothing_haveNoVisibleDot() {
        assertEquals(List.of(), visible(writes(List.of(A, B), List.of(at(2, null), at(1, "old")))));
        assertEquals(List.of(), visible(DotFun.empty()));
    }

    @Test
    void arrivedLoser_isOverruled() {
        DotFun<Stamped<String>> before = DotFun.of(B, at(2, "winner"));
        DotFun<Stamped<String>> after = writes(List.of(A, B), List.of(at(1, "late"), at(2, "winner")));
        assertEquals(
                new RegisterChange<>(Optional.of("winner"), Optional.of("winner"), List.of("late")),
                LastWriterWins.change(before, after));
    }

    @Test
    void winnerUntilNow_isOverruled_andEarlierLosersAreNotReportedAgain() {
        DotFun<Stamped<String>> before = writes(List.of(A, B), List.of(at(1, "loser"), at(2, "winner")));
        DotFun<Stamped<String>> after =
                writes(List.of(A, B, C), List.of(at(1, "loser"), at(2, "winner"), at(3, "newest")));
        assertEquals(
                new RegisterChange<>(Optional.of("winner"), Optional.of("newest"), List.of("winner")),
                LastWriterWins.change(before, after));
        assertNull(LastWriterWins.change(before, before));
    }

    @Test
    void latest_isTheGreatestTimeOfAllKeys() {
        assertEquals(
                HybridTimestamp.of(3, 0),
                LastWriterWins.latest(
                        List.of(DotFun.of(A, at(1, "x")), DotFun.of(B, at(3, null)), DotFun.of(C, at(2, "y")))));
        assertEquals(HybridTimestamp.ZERO, LastWriterWins.latest(List.<DotFun<Stamped<String>>>of()));
    }

    @Test
    void writes_comeBackFromTheirBytes() {
        DotFun<Stamped<String>> writes = writes(List.of(A, B, C), List.of(at(1, "x"), at(3, null), at(2, "y")));
        Codec codec = Codec.standard();
        byte[] bytes = codec.encode(LastWriterWins.format(), writes);
        assertEquals(writes, codec.decode(LastWriterWins.<String>format(), bytes));
        assertEquals(writes, codec.decode(WireFormat.dotFun(WireFormat.<String>stamped()), bytes));
    }
}
