// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotFun;
import org.crdt4j.counter.ResettableCounter;
import org.crdt4j.counter.ResettableCounterLawsTest;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.flag.DisableWinsFlag;
import org.crdt4j.flag.DisableWinsFlagLawsTest;
import org.crdt4j.flag.EnableWinsFlagLawsTest;
import org.crdt4j.log.CausalLog;
import org.crdt4j.log.CausalLogLawsTest;
import org.crdt4j.log.Reservations;
import org.crdt4j.log.ReservationsLawsTest;
import org.crdt4j.register.MultiValueRegister;
import org.crdt4j.register.MultiValueRegisterLawsTest;
import org.crdt4j.set.AddWinsSet;
import org.crdt4j.set.AddWinsSetLawsTest;
import org.crdt4j.set.LastWriterWinsSet;
import org.crdt4j.set.LastWriterWinsSetLawsTest;
import org.crdt4j.set.RemoveWinsSet;
import org.crdt4j.set.RemoveWinsSetLawsTest;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.SmallScope;

/**
 * The laws of {@link ObservedRemoveMap}: a key is there as long as an update remains that no remove, clear or later update has seen, or
 * as its child holds something; its value is the child's, to which a remove is what empties the child.
 */
public final class ObservedRemoveMapLawsTest {

    private static ObservedRemoveMapSubject<AddWinsSet<String>, ?, ?, ?> sets() {
        return new ObservedRemoveMapSubject<>(
                AddWinsSet.<String>type(),
                AddWinsSetLawsTest::draw,
                AddWinsSetLawsTest::apply,
                2,
                AddWinsSetLawsTest.Op.CLEAR,
                AddWinsSetLawsTest::elements,
                history -> !AddWinsSetLawsTest.elements(history).isEmpty(),
                (later, earlier) -> false,
                AddWinsSetLawsTest::reported);
    }

    private static ObservedRemoveMapSubject<ResettableCounter, ?, ?, ?> counters() {
        return new ObservedRemoveMapSubject<>(
                ResettableCounter.type(),
                ResettableCounterLawsTest::draw,
                ResettableCounterLawsTest::apply,
                1,
                ResettableCounterLawsTest.Op.RESET,
                ResettableCounterLawsTest::sum,
                history ->
                        ResettableCounterLawsTest.uncancelled(history).findAny().isPresent(),
                (later, earlier) -> !later.resets() && !earlier.resets(),
                ResettableCounterLawsTest::reported);
    }

    private static ObservedRemoveMapSubject<
                    MultiValueRegister<String>, DotFun<String>, ValueChange<Set<String>>, MultiValueRegisterLawsTest.Op>
            registers() {
        return new ObservedRemoveMapSubject<>(
                MultiValueRegister.<String>type(),
                MultiValueRegisterLawsTest::draw,
                MultiValueRegisterLawsTest::apply,
                2,
                MultiValueRegisterLawsTest.Op.CLEAR,
                MultiValueRegisterLawsTest::values,
                history -> !MultiValueRegisterLawsTest.values(history).isEmpty(),
                (later, earlier) -> false,
                MultiValueRegisterLawsTest::reported);
    }

    private static ObservedRemoveMapSubject<LastWriterWinsMap<String, String>, ?, ?, ?> maps() {
        return new ObservedRemoveMapSubject<>(
                LastWriterWinsMap.<String, String>type(),
                random -> LastWriterWinsMapLawsTest.draw(random, false),
                LastWriterWinsMapLawsTest::apply,
                1,
                LastWriterWinsMapLawsTest.Op.FORGET,
                LastWriterWinsMapLawsTest::entries,
                history -> !LastWriterWinsMapLawsTest.entries(history).isEmpty(),
                (later, earlier) -> false,
                LastWriterWinsMapLawsTest::reported);
    }

    private static ObservedRemoveMapSubject<DisableWinsFlag, ?, ?, ?> flags() {
        return new ObservedRemoveMapSubject<>(
                DisableWinsFlag.type(),
                DisableWinsFlagLawsTest::draw,
                DisableWinsFlagLawsTest::apply,
                2,
                DisableWinsFlagLawsTest.Op.FORGET,
                DisableWinsFlagLawsTest::isOn,
                DisableWinsFlagLawsTest::isOn,
                (later, earlier) -> false,
                EnableWinsFlagLawsTest::reported);
    }

    private static ObservedRemoveMapSubject<RemoveWinsSet<String>, ?, ?, ?> removeWinsSets() {
        return new ObservedRemoveMapSubject<>(
                RemoveWinsSet.<String>type(),
                RemoveWinsSetLawsTest::draw,
                RemoveWinsSetLawsTest::apply,
                1,
                RemoveWinsSetLawsTest.Op.CLEAR,
                RemoveWinsSetLawsTest::elements,
                history -> !RemoveWinsSetLawsTest.elements(history).isEmpty(),
                (later, earlier) -> false,
                AddWinsSetLawsTest::reported);
    }

    private static ObservedRemoveMapSubject<LastWriterWinsSet<String>, ?, ?, ?> lastWriterWinsSets() {
        return new ObservedRemoveMapSubject<>(
                LastWriterWinsSet.<String>type(),
                random -> LastWriterWinsSetLawsTest.draw(random, false),
                LastWriterWinsSetLawsTest::apply,
                1,
                LastWriterWinsSetLawsTest.Op.FORGET,
                LastWriterWinsSetLawsTest::elements,
                history -> !LastWriterWinsSetLawsTest.elements(history).isEmpty(),
                (later, earlier) -> false,
                AddWinsSetLawsTest::reported);
    }

    @Property
    void laws_ofRemoveWinsSets(@ForAll long seed) {
        Laws.of(removeWinsSets().subject()).check(seed);
    }

    @Property
    void laws_ofLastWriterWinsSets(@ForAll long seed) {
        Laws.of(lastWriterWinsSets().subject().hearing()).check(seed);
    }

    /** All small histories of one key. */
    public static SmallScope<?, ?, ?, ?> smallScope() {
        MultiValueRegisterLawsTest.Op assign = new MultiValueRegisterLawsTest.Op(Optional.of("a"));
        return SmallScope.of(
                registers().subject(),
                List.of(
                        new ObservedRemoveMapSubject.Op<>(ObservedRemoveMapSubject.Kind.UPDATE, "k", List.of(assign)),
                        new ObservedRemoveMapSubject.Op<>(ObservedRemoveMapSubject.Kind.REMOVE, "k", List.of())));
    }

    @Property
    void laws_ofFlags(@ForAll long seed) {
        Laws.of(flags().subject()).check(seed);
    }

    private static ObservedRemoveMapSubject<CausalLog<String>, ?, ?, ?> logs() {
        return new ObservedRemoveMapSubject<>(
                CausalLog.<String>type(),
                CausalLogLawsTest::draw,
                CausalLogLawsTest::apply,
                1,
                CausalLogLawsTest.Op.CLEAR,
                new CausalLogLawsTest.Order(),
                CausalLogLawsTest::isHolding,
                (later, earlier) -> false,
                CausalLogLawsTest::reported);
    }

    private static ObservedRemoveMapSubject<Reservations, ?, ?, ?> ledgers() {
        return new ObservedRemoveMapSubject<>(
                Reservations.type(),
                ReservationsLawsTest::draw,
                ReservationsLawsTest::apply,
                1,
                ReservationsLawsTest.Op.REMOVAL,
                ReservationsLawsTest::book,
                history -> !ReservationsLawsTest.events(history).isEmpty(),
                (later, earlier) -> false,
                ReservationsLawsTest::reported);
    }

    private static ObservedRemoveMapSubject<ExpiringMap<String, String>, ?, ?, ?> expiringMaps() {
        return new ObservedRemoveMapSubject<>(
                ExpiringMap.<String, String>type(),
                ExpiringMapLawsTest::draw,
                ExpiringMapLawsTest::apply,
                1,
                ExpiringMapLawsTest.Op.FORGET,
                ExpiringMapLawsTest::entries,
                history -> !ExpiringMapLawsTest.entries(history).isEmpty(),
                (later, earlier) -> false,
                LastWriterWinsMapLawsTest::reported);
    }

    @Property
    void laws_ofSets(@ForAll long seed) {
        Laws.of(sets().subject()).check(seed);
    }

    @Property
    void laws_ofCounters(@ForAll long seed) {
        Laws.of(counters().subject()).check(seed);
    }

    @Property
    void laws_ofRegisters(@ForAll long seed) {
        Laws.of(registers().subject()).check(seed);
    }

    @Property
    void laws_ofMapsOfRegisters(@ForAll long seed) {
        Laws.of(registers().asChild().subject()).check(seed);
    }

    @Property
    void laws_ofMapsOfCounters(@ForAll long seed) {
        Laws.of(counters().asChild().subject()).check(seed);
    }

    @Property
    void laws_ofLastWriterWinsMaps(@ForAll long seed) {
        Laws.of(maps().subject().hearing()).check(seed);
    }

    @Property(tries = 300)
    void laws_ofReservations(@ForAll long seed) {
        Laws.of(ledgers().subject()).check(seed);
    }

    @Property(tries = 300)
    void laws_ofExpiringMaps(@ForAll long seed) {
        Laws.of(expiringMaps().subject().hearing()).check(seed);
    }

    @Property(tries = 300)
    void laws_ofCausalLogs(@ForAll long seed) {
        Laws.of(logs().subject()).check(seed);
    }
}
