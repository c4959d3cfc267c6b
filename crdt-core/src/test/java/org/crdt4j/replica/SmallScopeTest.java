// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.counter.BoundedCounterLawsTest;
import org.crdt4j.counter.CounterMapLawsTest;
import org.crdt4j.counter.GrowOnlyCounterLawsTest;
import org.crdt4j.counter.PnCounterLawsTest;
import org.crdt4j.counter.ResettableCounterLawsTest;
import org.crdt4j.document.DocumentLawsTest;
import org.crdt4j.document.Kind;
import org.crdt4j.flag.DisableWinsFlagLawsTest;
import org.crdt4j.flag.EnableWinsFlagLawsTest;
import org.crdt4j.flag.GrowOnlyFlagLawsTest;
import org.crdt4j.log.CausalLogLawsTest;
import org.crdt4j.log.ReservationsLawsTest;
import org.crdt4j.map.ExpiringMapLawsTest;
import org.crdt4j.map.LastWriterWinsMapLawsTest;
import org.crdt4j.map.MultiMapLawsTest;
import org.crdt4j.map.ObservedRemoveMapLawsTest;
import org.crdt4j.op.OperationObjectLawsTest;
import org.crdt4j.register.LastWriterWinsRegisterLawsTest;
import org.crdt4j.register.MaxRegisterLawsTest;
import org.crdt4j.register.MinRegisterLawsTest;
import org.crdt4j.register.MultiValueRegisterLawsTest;
import org.crdt4j.register.StageRegisterLawsTest;
import org.crdt4j.set.AddWinsSetLawsTest;
import org.crdt4j.set.ConfirmationSetLawsTest;
import org.crdt4j.set.GrowOnlySetLawsTest;
import org.crdt4j.set.LastWriterWinsSetLawsTest;
import org.crdt4j.set.RemoveWinsSetLawsTest;
import org.crdt4j.set.TwoPhaseSetLawsTest;
import org.crdt4j.sketch.BloomFilterLawsTest;
import org.crdt4j.sketch.DistinctCountLawsTest;
import org.crdt4j.testkit.SmallScope;
import org.crdt4j.testkit.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type on all histories of four operations at three replicas, delivered in all orders. docs/testing.md tells how many there
 * are of each; this test compares.
 */
class SmallScopeTest {

    private static final int OPERATIONS = Integer.getInteger("crdt4j.small-scope", 4);

    record Case(String type, SmallScope<?, ?, ?, ?> scope) {

        @Override
        public String toString() {
            return type;
        }
    }

    private static <O> Case of(Subject<?, ?, ?, O> subject, List<O> operations) {
        return new Case(subject.type().name(), scope(subject, operations));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static SmallScope<?, ?, ?, ?> scope(Subject<?, ?, ?, ?> subject, List<?> operations) {
        return SmallScope.of((Subject) subject, operations);
    }

    static Stream<Case> cases() {
        return Stream.of(
                of(GrowOnlyCounterLawsTest.subject(), List.of(1L, 10L)),
                of(PnCounterLawsTest.subject(), List.of(1L, -10L)),
                of(
                        ResettableCounterLawsTest.subject(),
                        List.of(new ResettableCounterLawsTest.Op(1, false), ResettableCounterLawsTest.Op.RESET)),
                of(
                        AddWinsSetLawsTest.subject(),
                        List.of(
                                new AddWinsSetLawsTest.Op(AddWinsSetLawsTest.Kind.ADD, List.of("a")),
                                new AddWinsSetLawsTest.Op(AddWinsSetLawsTest.Kind.REMOVE, List.of("a")))),
                of(
                        RemoveWinsSetLawsTest.subject(),
                        List.of(
                                new RemoveWinsSetLawsTest.Op(RemoveWinsSetLawsTest.Kind.ADD, List.of("a")),
                                new RemoveWinsSetLawsTest.Op(RemoveWinsSetLawsTest.Kind.REMOVE, List.of("a")))),
                of(
                        LastWriterWinsSetLawsTest.subject(false),
                        List.of(
                                new LastWriterWinsSetLawsTest.Op(
                                        LastWriterWinsSetLawsTest.Kind.ADD, "a", Optional.empty()),
                                new LastWriterWinsSetLawsTest.Op(
                                        LastWriterWinsSetLawsTest.Kind.REMOVE, "a", Optional.empty()))),
                of(
                        GrowOnlySetLawsTest.subject(),
                        List.of(
                                new GrowOnlySetLawsTest.Op(List.of("a")),
                                new GrowOnlySetLawsTest.Op(List.of("a", "b")))),
                of(
                        TwoPhaseSetLawsTest.subject(),
                        List.of(
                                new TwoPhaseSetLawsTest.Op(TwoPhaseSetLawsTest.Kind.ADD, "a", "b"),
                                new TwoPhaseSetLawsTest.Op(TwoPhaseSetLawsTest.Kind.REMOVE, "a", "b"))),
                of(
                        DistinctCountLawsTest.subject(),
                        List.of(
                                new DistinctCountLawsTest.Op(List.of(7L)),
                                new DistinctCountLawsTest.Op(
                                        LongStream.range(0, 40).boxed().toList()))),
                of(
                        BloomFilterLawsTest.subject(),
                        List.of(
                                new BloomFilterLawsTest.Op(List.of("a")),
                                new BloomFilterLawsTest.Op(
                                        List.of("b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l")))),
                of(GrowOnlyFlagLawsTest.subject(), List.of(GrowOnlyFlagLawsTest.Op.values())),
                of(
                        ReservationsLawsTest.subject(),
                        List.of(
                                new ReservationsLawsTest.Op(3, Optional.empty()),
                                new ReservationsLawsTest.Op(-2, Optional.empty()))),
                of(
                        MultiMapLawsTest.subject(),
                        List.of(
                                new MultiMapLawsTest.Op(MultiMapLawsTest.Kind.PUT, "k", "a"),
                                new MultiMapLawsTest.Op(MultiMapLawsTest.Kind.REMOVE_KEY, "k", ""))),
                of(
                        CounterMapLawsTest.subject(),
                        List.of(
                                new CounterMapLawsTest.Op("k", new ResettableCounterLawsTest.Op(1, false)),
                                new CounterMapLawsTest.Op("k", ResettableCounterLawsTest.Op.RESET))),
                of(
                        LastWriterWinsMapLawsTest.subject(false),
                        List.of(
                                new LastWriterWinsMapLawsTest.Op(
                                        LastWriterWinsMapLawsTest.Kind.PUT, "a", "a", Optional.empty()),
                                new LastWriterWinsMapLawsTest.Op(
                                        LastWriterWinsMapLawsTest.Kind.REMOVE, "a", "", Optional.empty()))),
                of(
                        ExpiringMapLawsTest.subject(),
                        List.of(
                                new ExpiringMapLawsTest.Op(ExpiringMapLawsTest.Kind.PUT, "a", "v1"),
                                new ExpiringMapLawsTest.Op(ExpiringMapLawsTest.Kind.RENEW, "a", ""),
                                new ExpiringMapLawsTest.Op(ExpiringMapLawsTest.Kind.REMOVE, "a", ""))),
                new Case("observed-remove-map(multi-value-register)", ObservedRemoveMapLawsTest.smallScope()),
                of(
                        DocumentLawsTest.subject(),
                        List.of(
                                new DocumentLawsTest.Op(
                                        DocumentLawsTest.Verb.CHANGE,
                                        List.of("d", "x"),
                                        Optional.of(Kind.COUNTER),
                                        new ResettableCounterLawsTest.Op(1, false)),
                                new DocumentLawsTest.Op(
                                        DocumentLawsTest.Verb.REMOVE, List.of("d"), Optional.empty(), ""))),
                of(
                        OperationObjectLawsTest.sets(),
                        List.of(
                                new AddWinsSetLawsTest.Op(AddWinsSetLawsTest.Kind.ADD, List.of("a")),
                                new AddWinsSetLawsTest.Op(AddWinsSetLawsTest.Kind.REMOVE, List.of("a")))),
                of(EnableWinsFlagLawsTest.subject(), List.of(EnableWinsFlagLawsTest.Op.values())),
                of(
                        DisableWinsFlagLawsTest.subject(),
                        List.of(DisableWinsFlagLawsTest.Op.ENABLE, DisableWinsFlagLawsTest.Op.DISABLE)),
                of(
                        CausalLogLawsTest.subject(),
                        List.of(
                                new CausalLogLawsTest.Op(
                                        CausalLogLawsTest.Kind.POST, "p", Optional.empty(), Optional.empty()),
                                CausalLogLawsTest.Op.CLEAR)),
                of(
                        BoundedCounterLawsTest.subject(),
                        List.of(
                                new BoundedCounterLawsTest.Op(BoundedCounterLawsTest.Kind.UP, 2, Optional.empty()),
                                new BoundedCounterLawsTest.Op(BoundedCounterLawsTest.Kind.DOWN, 1, Optional.empty()),
                                new BoundedCounterLawsTest.Op(
                                        BoundedCounterLawsTest.Kind.TRANSFER, 1, Optional.of(ReplicaId.of(2))))),
                of(
                        LastWriterWinsRegisterLawsTest.subject(),
                        List.of(
                                new LastWriterWinsRegisterLawsTest.Op(Optional.of("a"), Optional.empty()),
                                new LastWriterWinsRegisterLawsTest.Op(Optional.empty(), Optional.empty()))),
                of(
                        MultiValueRegisterLawsTest.subject(),
                        List.of(
                                new MultiValueRegisterLawsTest.Op(Optional.of("a")),
                                new MultiValueRegisterLawsTest.Op(Optional.of("b")),
                                MultiValueRegisterLawsTest.Op.CLEAR)),
                of(MaxRegisterLawsTest.subject(), List.of(1, 2, 3)),
                of(MinRegisterLawsTest.subject(), List.of(1, 2, 3)),
                of(StageRegisterLawsTest.subject(), List.of("captured", "rejected", "cancelled")),
                of(
                        ConfirmationSetLawsTest.subject(),
                        List.of(
                                new ConfirmationSetLawsTest.Op(Set.of("bank", "shop"), 2, Optional.empty()),
                                new ConfirmationSetLawsTest.Op(Set.of(), 0, Optional.of("bank")))));
    }

    /* fewer operations are for a quick look; then there is nothing to compare */
    @ParameterizedTest
    @MethodSource("cases")
    void everyDelivery_leadsToTheSpecifiedValue(Case checked) throws IOException {
        SmallScope.Counts counts = checked.scope.check(OPERATIONS);
        if (OPERATIONS == 4) {
            String row = String.format(
                    Locale.ROOT, "| `%s` | %,d | %,d |", checked.type, counts.histories(), counts.schedules());
            assertTrue(
                    Files.readAllLines(Path.of("..", "docs", "testing.md")).contains(row),
                    () -> "docs/testing.md should say " + row);
        }
    }
}
