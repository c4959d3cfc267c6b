// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.crdt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotFun;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.LimitExceededException;
import org.junit.jupiter.api.Test;

/** The formats that types put theirs together from. */
class WireFormatTest {

    private static final Codec CODEC = Codec.standard();
    private static final ReplicaId A = ReplicaId.of(1);
    private static final Dot FIRST = new Dot(A, 1);
    private static final Dot OTHER = new Dot(ReplicaId.of(2), 1);

    private static <T> void assertComesBack(WireFormat<T> format, T value) {
        assertEquals(value, CODEC.decode(format, CODEC.encode(format, value)));
    }

    /* lists of "Aa" and "BB", which have the same hash code and no order of their own */
    private static List<List<String>> colliding(int count) {
        List<List<String>> keys = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            List<String> key = new ArrayList<>();
            for (int bit = 0; bit < 11; bit++) {
                key.add((number >> bit & 1) == 0 ? "Aa" : "BB");
            }
            keys.add(List.copyOf(key));
        }
        return keys;
    }

    @Test
    void partsOfFormats_comeBack() {
        assertComesBack(WireFormat.key(), "key");
        assertComesBack(WireFormat.value(), List.of("value"));
        assertComesBack(WireFormat.timestamp(), HybridTimestamp.of(5, 1));
        assertComesBack(WireFormat.optional(WireFormat.key()), Optional.of("x"));
        assertComesBack(WireFormat.optional(WireFormat.key()), Optional.empty());
        assertComesBack(WireFormat.map(WireFormat.timestamp()), Map.of("x", HybridTimestamp.of(5, 1)));
        assertComesBack(WireFormat.versionVector(), VersionVector.of(A, 3));
        assertComesBack(WireFormat.context(), CausalContext.of(new Dot(A, 1), new Dot(A, 3), OTHER));
        assertComesBack(WireFormat.dotFun(WireFormat.key()), DotFun.of(List.of(FIRST, OTHER), List.of("x", "y")));
    }

    @Test
    void dotTwice_isCorrupt() {
        new Forged<>(
                        out -> {
                            out.writeSize(2);
                            out.writeDot(A, 1);
                            out.writeDot(A, 1);
                        },
                        WireFormat.dotSet())
                .assertRefused(CorruptDataException.class, "not ascending");
    }

    @Test
    void dotMaps_comeBack() {
        assertComesBack(
                WireFormat.<String>dotSetMap(),
                DotMap.of(Map.of("x", DotSet.of(FIRST), "y", DotSet.of(A, 2), "z", DotSet.of(OTHER)), false));
        assertComesBack(
                WireFormat.dotMap(RemoveWins.format()),
                DotMap.of(Map.of("x", RemoveWins.added(FIRST), "y", RemoveWins.removed(OTHER)), true));
    }

    @Test
    void storeOutsideOfItsContext_isCorrupt() {
        Causal<DotSet> inside = new Causal<>(DotSet.of(FIRST), CausalContext.of(FIRST, OTHER));
        assertComesBack(WireFormat.causal(WireFormat.dotSet()), inside);
        new Forged<>(
                        out -> {
                            WireFormat.context().write(CausalContext.of(OTHER), out);
                            WireFormat.dotSet().write(DotSet.of(FIRST), out);
                        },
                        WireFormat.causal(WireFormat.dotSet()))
                .assertRefused(CorruptDataException.class, "outside the message's own context");
    }

    @Test
    void contextWithAReplicaTwice_isCorrupt() {
        new Forged<>(
                        out -> {
                            out.writeSize(2);
                            for (int low = 1; low < 6; low += 4) {
                                out.writeReplica(A);
                                out.writeSize(1);
                                out.writeCount(low - 1);
                                out.writeCount(0);
                            }
                        },
                        WireFormat.context())
                .assertRefused(CorruptDataException.class, "not ascending");
    }

    @Test
    void removeWins_isItself() {
        RemoveWins store = RemoveWins.added(FIRST);
        assertSame(store, store.self());
    }

    @Test
    void keysThatCollide_areNotWritten() {
        WireFormat<Set<List<String>>> set = WireFormat.set();
        assertComesBack(set, new HashSet<>(colliding(1_024)));
        Set<List<String>> tooMany = new HashSet<>(colliding(1_025));
        assertThrows(LimitExceededException.class, () -> CODEC.encode(set, tooMany));
        Map<List<String>, DotSet> entries = new LinkedHashMap<>();
        long counter = 0;
        for (List<String> key : tooMany) {
            entries.put(key, DotSet.of(A, ++counter));
        }
        DotMap<List<String>, DotSet> map = DotMap.of(entries, false);
        assertThrows(LimitExceededException.class, () -> CODEC.encode(WireFormat.dotSetMap(), map));
    }

    @Test
    void keysThatCollide_areNotTakenIn() {
        List<List<String>> tooMany = colliding(1_025);
        new Forged<>(
                        out -> {
                            out.writeSize(tooMany.size());
                            tooMany.forEach(out::writeKey);
                        },
                        WireFormat.set())
                .assertRefused(LimitExceededException.class, "with the same hash code");
        new Forged<>(
                        out -> {
                            out.writeCount(0);
                            out.writeSize(tooMany.size());
                            out.writeCount(2L * tooMany.size());
                            out.writeDot(A, 1);
                            tooMany.forEach(out::writeKey);
                        },
                        WireFormat.dotSetMap())
                .assertRefused(LimitExceededException.class, "with the same hash code");
    }
}
