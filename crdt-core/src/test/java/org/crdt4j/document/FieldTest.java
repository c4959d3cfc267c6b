// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.map.KeyStore;
import org.junit.jupiter.api.Test;

/** The names, the addresses and the stores of fields. */
class FieldTest {

    private static final Field X = new Field("x", Kind.SET);
    private static final Dot DOT = new Dot(ReplicaId.of(1), 3);

    private static List<String> visibleDots(CausalCrdt<?, ?> object) {
        List<String> dots = new ArrayList<>();
        object.forEachVisibleDot((origin, counter) -> dots.add(origin + ":" + counter));
        return dots;
    }

    private static FieldStore flag(Dot... dots) {
        return new FieldStore(Kind.FLAG, DotSet.of(dots));
    }

    @Test
    void fields_areEqualIfNameAndKindAre() {
        assertEquals(X, new Field("x", Kind.SET));
        assertEquals(X.hashCode(), new Field("x", Kind.SET).hashCode());
        assertNotEquals(X, new Field("x", Kind.FLAG));
        assertNotEquals(X, new Field("y", Kind.SET));
        assertNotEquals(X, (Object) "x (SET)");
        assertEquals("x (SET)", X.toString());
        assertThrows(IllegalArgumentException.class, () -> new Field("", Kind.SET));
    }

    /** The order of what goes through a hash table is then the same in every run, and not that of one bucket. */
    @Test
    void hashCode_isMadeOfNameAndNumberOfTheKind() {
        assertEquals(31 * "x".hashCode() + 4, X.hashCode());
        assertEquals(31 * "y".hashCode() + 6, new Field("y", Kind.DOCUMENT).hashCode());
    }

    @Test
    void fields_areOrderedByName_thenByTheNumberOfTheKind() {
        List<Field> ordered =
                List.of(new Field("a", Kind.DOCUMENT), new Field("x", Kind.REGISTER), X, new Field("x", Kind.DOCUMENT));
        assertEquals(
                ordered,
                Stream.of(ordered.get(3), ordered.get(2), ordered.get(0), ordered.get(1))
                        .sorted()
                        .toList());
    }

    @Test
    void kinds_haveNumbersForEver() {
        assertEquals(Optional.of(Kind.REGISTER), Kind.of(1));
        assertEquals(Optional.of(Kind.MULTI_VALUE), Kind.of(2));
        assertEquals(Optional.of(Kind.COUNTER), Kind.of(3));
        assertEquals(Optional.of(Kind.SET), Kind.of(4));
        assertEquals(Optional.of(Kind.FLAG), Kind.of(5));
        assertEquals(Optional.of(Kind.DOCUMENT), Kind.of(6));
        assertEquals(Optional.empty(), Kind.of(7));
        assertEquals(2, Kind.MULTI_VALUE.number());
    }

    @Test
    void paths_sayWhereAndOfWhatKind() {
        assertEquals("a/b (FLAG)", Path.of(Kind.FLAG, "b").within("a").toString());
        assertEquals(Path.of(Kind.FLAG, "a", "b"), Path.of(Kind.FLAG, "b").within("a"));
        assertThrows(IllegalArgumentException.class, () -> Path.of(Kind.FLAG));
        assertEquals("a/b", DocumentTest.document(1).at("a", "b").toString());
    }

    @Test
    void stores_doWhatTheirContentsDo() {
        FieldStore store = flag(DOT);
        assertSame(store, store.self());
        assertSame(store, store.since(VersionVector.empty()));
        assertTrue(store.since(VersionVector.of(ReplicaId.of(1), 3)).isEmpty());
        assertFalse(store.isEmpty());
        assertEquals(flag(), store.bottom());
        assertEquals(flag(), store.removed());
        assertEquals(flag(), store.removal());
        List<Dot> dots = new ArrayList<>();
        store.forEachDot((origin, counter) -> dots.add(new Dot(origin, counter)));
        assertEquals(List.of(DOT), dots);
    }

    @Test
    void storesOfOneKind_join_othersDoNot() {
        Dot other = new Dot(ReplicaId.of(2), 1);
        JoinScope scope = new JoinScope(CausalContext.of(DOT), CausalContext.of(other), null);
        assertEquals(flag(DOT, other), flag(DOT).join(flag(other), scope));
        FieldStore counter = FieldObject.type(Kind.COUNTER).bottomStore();
        assertThrows(IllegalArgumentException.class, () -> flag(DOT).join(counter, scope));
    }

    @Test
    void update_givesItsDelta() {
        FieldObject<?, ?, ?> here = FieldObject.type(Kind.SET).create(DocumentTest.context(1));
        FieldObject<?, ?, ?> there = FieldObject.type(Kind.SET).create(DocumentTest.context(2));
        assertTrue(here.isVacant());
        assertTrue(there.join(here.update(set -> Live.set(set).add("x"))));
        assertFalse(here.isVacant());
        assertEquals(Set.of("x"), there.value());
    }

    @Test
    void visibleDots_areThoseOfTheFields() {
        Document document = DocumentTest.document(1);
        document.at("text").assign("old");
        List<String> old = visibleDots(document);
        document.at("text").assign("new");
        assertNotEquals(old, visibleDots(document));
        document.at("tags").add("x");
        document.at("text").remove();
        List<String> ofTags = visibleDots(document);
        document.at("tags").remove("x");
        assertNotEquals(ofTags, visibleDots(document));
        document.at("tags").remove();
        assertEquals(List.of(), visibleDots(document));
    }

    @Test
    void documentTooDeep_isNotWritten() {
        DotMap<Field, KeyStore<FieldStore>> store = DotMap.touching(
                X, new KeyStore<>(DotSet.of(DOT), FieldObject.type(Kind.SET).bottomStore()));
        for (int depth = 1; depth < Document.MAX_DEPTH; depth++) {
            store = nested(store);
        }
        DotMap<Field, KeyStore<FieldStore>> deepest = store;
        assertTrue(Codec.standard().encode(Document.type().storeFormat(), deepest).length > 0);
        assertThrows(
                LimitExceededException.class,
                () -> Codec.standard().encode(Document.type().storeFormat(), nested(deepest)));
    }

    private static DotMap<Field, KeyStore<FieldStore>> nested(DotMap<Field, KeyStore<FieldStore>> inside) {
        return DotMap.touching(
                new Field("d", Kind.DOCUMENT), new KeyStore<>(DotSet.empty(), new FieldStore(Kind.DOCUMENT, inside)));
    }
}
