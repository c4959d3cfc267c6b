// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.map.ObservedRemoveMap;
import org.junit.jupiter.api.Test;

class DocumentTest {

    private final Document dublin = document(1);
    private final Document madrid = document(2);

    static ReplicaContext context(long replica) {
        return ReplicaContext.of(ReplicaId.of(replica), new HybridClock(() -> Instant.EPOCH));
    }

    static Document document(long replica) {
        return new Document(context(replica));
    }

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
    }

    @Test
    void concurrentAssignmentsOfDifferentFields_bothStay() {
        dublin.at("address", "city").assign("Cork");
        madrid.at("address", "street").assign("Patrick Street");
        exchange();
        assertEquals(Optional.of("Cork"), madrid.at("address", "city").value());
        assertEquals(
                Optional.of("Patrick Street"), dublin.at("address").at("street").value());
    }

    @Test
    void concurrentAssignmentsOfOneField_theNewestWins() {
        dublin.at("city").assign("Cork");
        madrid.at("city").assign("Vigo");
        exchange();
        assertEquals(Optional.of("Vigo"), dublin.at("city").value(), "of equal times the greater identity");
    }

    @Test
    void concurrentAssignmentsOfAMultiValueField_areAllKept() {
        dublin.at("city").assignMultiValue("Cork");
        madrid.at("city").assignMultiValue("Vigo");
        exchange();
        assertEquals(Set.of("Cork", "Vigo"), dublin.at("city").values());
        dublin.at("city").assignMultiValue("Bonn");
        exchange();
        assertEquals(Set.of("Bonn"), madrid.at("city").values());
    }

    @Test
    void fieldsOfOneNameAndDifferentKinds_coexist() {
        dublin.at("x").assign("text");
        madrid.at("x").increment(3);
        madrid.at("x", "inner").enable();
        exchange();
        assertEquals(
                Set.of(Kind.REGISTER, Kind.COUNTER, Kind.DOCUMENT),
                dublin.at("x").kinds());
        assertEquals(Optional.of("text"), madrid.at("x").value());
        assertEquals(3, dublin.at("x").count());
        assertTrue(dublin.at("x", "inner").isEnabled());
        dublin.at("x").removeOnly(Kind.COUNTER);
        assertEquals(Set.of(Kind.REGISTER, Kind.DOCUMENT), dublin.at("x").kinds());
        dublin.at("x").remove();
        assertEquals(Set.of(), dublin.at("x").kinds());
        assertTrue(dublin.isVacant());
    }

    @Test
    void concurrentChangeAndRemoveOfAField_keepsWhatTheChangeWrote() {
        dublin.at("visits").increment(5);
        dublin.at("tags").add("old");
        exchange();
        dublin.at("visits").remove();
        dublin.at("tags").remove();
        madrid.at("visits").increment(1);
        madrid.at("tags").add("new");
        exchange();
        assertEquals(1, dublin.at("visits").count());
        assertEquals(Set.of("new"), dublin.at("tags").elements());
    }

    @Test
    void removeOfANestedDocument_isObserved() {
        dublin.at("address", "city").assign("Cork");
        dublin.at("address", "geo", "lat").assign(51.9);
        exchange();
        dublin.at("address").remove();
        madrid.at("address", "geo", "lon").assign(-8.5);
        exchange();
        assertEquals(Optional.empty(), dublin.at("address", "city").value());
        assertEquals(Optional.empty(), dublin.at("address", "geo", "lat").value());
        assertEquals(Optional.of(-8.5), dublin.at("address", "geo", "lon").value());
    }

    @Test
    void takingAway_doesNotKeepWhatIsRemovedConcurrently() {
        dublin.at("address", "city").assign("Cork");
        dublin.at("tags").add("a");
        dublin.at("on").enable();
        dublin.at("address", "visits").increment(2);
        exchange();
        dublin.clear();
        madrid.at("address", "city").remove();
        madrid.at("address", "visits").remove();
        madrid.at("tags").remove("a");
        madrid.at("on").disable();
        exchange();
        assertEquals(Map.of(), dublin.value());
        assertTrue(madrid.isVacant());
    }

    @Test
    void emptiedFields_stayUntilTheyAreRemoved() {
        dublin.at("tags").add("a");
        dublin.at("tags").remove("a");
        dublin.at("on").enable();
        dublin.at("on").disable();
        assertEquals(Map.of(new Field("tags", Kind.SET), Set.of(), new Field("on", Kind.FLAG), false), dublin.value());
    }

    @Test
    void takingAwayWhatIsNotThere_saysNothingAndMakesNothing() {
        assertTrue(dublin.at("a", "b").remove().isBottom());
        assertTrue(dublin.at("a", "b").remove("x").isBottom());
        assertTrue(dublin.at("a", "b").disable().isBottom());
        dublin.at("tags").add("a");
        assertTrue(dublin.at("tags").remove("b").isBottom());
        assertTrue(dublin.at("tags", "b").remove().isBottom());
        assertEquals(Set.of(new Field("tags", Kind.SET)), dublin.keys());
    }

    @Test
    void questionsAboutNothing_haveAnswers() {
        Place place = dublin.at("a", "b");
        assertEquals(Optional.empty(), place.value());
        assertEquals(Set.of(), place.values());
        assertEquals(Set.of(), place.elements());
        assertEquals(0, place.count());
        assertFalse(place.isEnabled());
        assertEquals(Set.of(), place.kinds());
    }

    @Test
    void kindsOfANestedField_areThoseInTheDocument() {
        dublin.at("a", "x").assign("text");
        dublin.at("a", "x").increment(2);
        dublin.at("x").enable();
        assertEquals(Set.of(Kind.REGISTER, Kind.COUNTER), dublin.at("a", "x").kinds());
        assertEquals(Set.of(Kind.FLAG), dublin.at("x").kinds());
        assertEquals(Set.of(Kind.DOCUMENT), dublin.at("a").kinds());
        assertEquals(Set.of(), dublin.at("a", "y").kinds());
    }

    @Test
    void removeOfOneKind_leavesTheOthersOfThatName() {
        dublin.at("x").assign("text");
        dublin.at("x").increment(2);
        exchange();
        madrid.join(dublin.at("x").removeOnly(Kind.REGISTER));
        assertEquals(Set.of(Kind.COUNTER), madrid.at("x").kinds());
        assertEquals(dublin, madrid);
    }

    @Test
    void flag_enableBeatsConcurrentDisable() {
        dublin.at("on").enable();
        exchange();
        dublin.at("on").disable();
        madrid.at("on").enable();
        exchange();
        assertTrue(dublin.at("on").isEnabled());
    }

    @Test
    void answers_doNotChangeWithTheDocument() {
        dublin.at("tags").add("a");
        Set<String> before = dublin.at("tags").elements();
        var state = dublin.state();
        dublin.at("tags").add("b");
        assertEquals(Set.of("a"), before);
        madrid.join(state);
        assertEquals(Set.of("a"), madrid.at("tags").elements());
        assertThrows(UnsupportedOperationException.class, () -> before.add("c"));
    }

    @Test
    void deltas_mayComeInAnyOrder() {
        var city = dublin.at("address", "city").assign("Cork");
        var visits = dublin.at("address", "visits").increment(2);
        var removal = dublin.at("address", "city").remove();
        madrid.join(removal);
        madrid.join(visits);
        madrid.join(city);
        assertEquals(dublin, madrid);
        assertEquals(Optional.empty(), madrid.at("address", "city").value());
        assertEquals(2, madrid.at("address", "visits").count());
    }

    @Test
    void report_saysThePathsThatChanged() {
        List<MapChange<Path, Optional<Object>>> heard = new ArrayList<>();
        madrid.observe(heard::add);
        madrid.join(dublin.at("address", "geo", "visits").increment(2));
        madrid.join(dublin.at("address", "geo", "visits").increment(1));
        madrid.join(dublin.at("tags").add("a"));
        madrid.join(dublin.at("address").remove());
        Path address = Path.of(Kind.DOCUMENT, "address");
        Path geo = Path.of(Kind.DOCUMENT, "address", "geo");
        Path visits = Path.of(Kind.COUNTER, "address", "geo", "visits");
        assertEquals(
                List.of(
                        new MapChange<>(
                                Map.of(
                                        address, Optional.empty(),
                                        geo, Optional.empty(),
                                        visits, Optional.of(counted(0, 2))),
                                Map.of(),
                                Map.of()),
                        new MapChange<>(Map.of(), Map.of(visits, Optional.of(counted(2, 3))), Map.of()),
                        new MapChange<>(
                                Map.of(Path.of(Kind.SET, "tags"), Optional.of(new SetChange<>(Set.of("a"), Set.of()))),
                                Map.of(),
                                Map.of()),
                        new MapChange<>(
                                Map.of(),
                                Map.of(),
                                Map.of(
                                        address, Optional.empty(),
                                        geo, Optional.empty(),
                                        visits, Optional.of(counted(3, 0))))),
                heard);
    }

    private static ValueChange<BigInteger> counted(long before, long after) {
        return new ValueChange<>(BigInteger.valueOf(before), BigInteger.valueOf(after));
    }

    @Test
    void report_ofARegister_saysWhatWasOverruled() {
        List<MapChange<Path, Optional<Object>>> heard = new ArrayList<>();
        madrid.at("city").assign("Vigo");
        madrid.observe(heard::add);
        madrid.join(dublin.at("city").assign("Cork"));
        RegisterChange<?> change = (RegisterChange<?>)
                heard.get(0).updated().get(Path.of(Kind.REGISTER, "city")).orElseThrow();
        assertEquals(Optional.of("Vigo"), change.after());
        assertEquals(List.of("Cork"), change.overruled());
    }

    @Test
    void compaction_goesDownToNestedCounters() {
        dublin.at("a", "b", "visits").increment(2);
        madrid.at("a", "b", "visits").increment(2);
        exchange();
        dublin.at("a").remove();
        exchange();
        assertFalse(dublin.isEmpty());
        VersionVector stable = VersionVector.copyOf(Map.of(ReplicaId.of(1), 99L, ReplicaId.of(2), 99L));
        dublin.compact(stable);
        assertTrue(dublin.isEmpty());
    }

    @Test
    void nests_inAMap() {
        var type = ObservedRemoveMap.of(Document.type());
        var one = type.create(context(3));
        var other = type.create(context(4));
        one.update("ann", person -> person.at("address", "city").assign("Cork"));
        other.join(one.state());
        one.remove("ann");
        other.update("ann", person -> person.at("visits").increment(1));
        one.join(other.state());
        assertEquals(Map.of("ann", Map.of(new Field("visits", Kind.COUNTER), 1L)), one.value());
    }

    @Test
    void pathsThatLeadNowhere_areRefused() {
        assertThrows(IllegalArgumentException.class, dublin::at);
        assertThrows(IllegalArgumentException.class, () -> dublin.at("a", ""));
        String[] deepest = Collections.nCopies(Document.MAX_DEPTH, "x").toArray(String[]::new);
        dublin.at(deepest).increment(1);
        assertEquals(1, dublin.at(deepest).count());
        assertThrows(
                IllegalArgumentException.class, () -> dublin.at(deepest).at("y").increment(1));
    }
}
