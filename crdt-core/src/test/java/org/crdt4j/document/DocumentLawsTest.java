// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.crdt4j.causality.DotMap;
import org.crdt4j.counter.ResettableCounterLawsTest;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.RegisterChange;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.flag.EnableWinsFlagLawsTest;
import org.crdt4j.map.KeyStore;
import org.crdt4j.register.LastWriterWinsRegisterLawsTest;
import org.crdt4j.register.MultiValueRegisterLawsTest;
import org.crdt4j.set.AddWinsSetLawsTest;
import org.crdt4j.testkit.Event;
import org.crdt4j.testkit.History;
import org.crdt4j.testkit.Laws;
import org.crdt4j.testkit.Subject;

/**
 * The laws of {@link Document}: a field is there as long as a change of it, or below it, remains that no later change or remove of it
 * has seen, or as it holds something; its value is its kind's, to which a remove is what empties it.
 */
public final class DocumentLawsTest {

    private static final List<Path> LEAVES = List.of(
            Path.of(Kind.REGISTER, "r"),
            Path.of(Kind.FLAG, "f"),
            Path.of(Kind.COUNTER, "x"),
            Path.of(Kind.SET, "x"),
            Path.of(Kind.COUNTER, "d", "x"),
            Path.of(Kind.SET, "d", "x"),
            Path.of(Kind.MULTI_VALUE, "d", "e", "m"));

    private static final List<List<String>> REMOVED = List.of(
            List.of("r"), List.of("x"), List.of("d"), List.of("d", "x"), List.of("d", "e"), List.of("d", "e", "m"));

    /** What is done to a document. */
    public enum Verb {
        CHANGE,
        REDUCE,
        REMOVE,
        CLEAR
    }

    /** What is done where: inside, to the leaf of one kind; or to all that is of this name; or to everything. */
    public record Op(Verb verb, List<String> names, Optional<Kind> kind, Object inside) {

        static Op on(Path leaf, boolean reduces, Object inside) {
            return new Op(reduces ? Verb.REDUCE : Verb.CHANGE, leaf.names(), Optional.of(leaf.kind()), inside);
        }

        boolean removes(Path field) {
            return verb == Verb.CLEAR || (verb == Verb.REMOVE && startsWith(field.names(), names));
        }

        /* a nested document is changed by a change of anything in it */
        boolean changes(Path field) {
            boolean isThis = kind.equals(Optional.of(field.kind())) && names.equals(field.names());
            boolean isBelow = field.kind() == Kind.DOCUMENT
                    && names.size() > field.names().size()
                    && startsWith(names, field.names());
            return verb == Verb.CHANGE && (isThis || isBelow);
        }

        private static boolean startsWith(List<String> names, List<String> prefix) {
            return names.size() >= prefix.size()
                    && names.subList(0, prefix.size()).equals(prefix);
        }
    }

    public static Subject<Document, Causal<DotMap<Field, KeyStore<FieldStore>>>, MapChange<Path, Optional<Object>>, Op>
            subject() {
        return Subject.of(
                        Document.type(),
                        (random, document) -> draw(random),
                        DocumentLawsTest::apply,
                        DocumentLawsTest::fields)
                .carrying(DocumentLawsTest::carries)
                .reporting(DocumentLawsTest::reported)
                .hearing();
    }

    public static boolean carries(Event<Op> event, Event<Op> earlier) {
        Op later = event.operation();
        return event.origin().equals(earlier.origin())
                && later.kind.equals(Optional.of(Kind.COUNTER))
                && later.kind.equals(earlier.operation().kind)
                && later.names.equals(earlier.operation().names);
    }

    public static Op draw(RandomGenerator random) {
        return switch (random.nextInt(16)) {
            case 0 -> new Op(Verb.CLEAR, List.of(), Optional.empty(), "");
            case 1, 2, 3, 4 -> new Op(Verb.REMOVE, REMOVED.get(random.nextInt(REMOVED.size())), Optional.empty(), "");
            default -> drawLeaf(random, LEAVES.get(random.nextInt(LEAVES.size())));
        };
    }

    private static Op drawLeaf(RandomGenerator random, Path leaf) {
        boolean reduces = random.nextInt(3) == 0;
        String text = List.of("a", "b", "c").get(random.nextInt(3));
        return switch (leaf.kind()) {
            case REGISTER ->
                Op.on(leaf, false, new LastWriterWinsRegisterLawsTest.Op(Optional.of(text), Optional.empty()));
            case MULTI_VALUE -> Op.on(leaf, false, new MultiValueRegisterLawsTest.Op(Optional.of(text)));
            case COUNTER -> Op.on(leaf, false, new ResettableCounterLawsTest.Op(random.nextLong(-3, 6), false));
            case FLAG ->
                Op.on(leaf, reduces, reduces ? EnableWinsFlagLawsTest.Op.DISABLE : EnableWinsFlagLawsTest.Op.ENABLE);
            case SET ->
                Op.on(
                        leaf,
                        reduces,
                        new AddWinsSetLawsTest.Op(
                                reduces ? AddWinsSetLawsTest.Kind.REMOVE : AddWinsSetLawsTest.Kind.ADD, List.of(text)));
            case DOCUMENT -> throw new IllegalArgumentException("no leaf: " + leaf);
        };
    }

    public static Causal<DotMap<Field, KeyStore<FieldStore>>> apply(Document document, Op op) {
        if (op.verb == Verb.CLEAR) {
            return document.clear();
        }
        Place place = document.at(op.names.toArray(String[]::new));
        if (op.verb == Verb.REMOVE) {
            return place.remove();
        }
        if (op.inside instanceof LastWriterWinsRegisterLawsTest.Op register) {
            return place.assign(register.value().orElseThrow());
        }
        if (op.inside instanceof MultiValueRegisterLawsTest.Op register) {
            return place.assignMultiValue(register.value().orElseThrow());
        }
        if (op.inside instanceof ResettableCounterLawsTest.Op counter) {
            return place.increment(counter.amount());
        }
        if (op.inside instanceof AddWinsSetLawsTest.Op set) {
            String element = set.elements().get(0);
            return op.verb == Verb.REDUCE ? place.remove(element) : place.add(element);
        }
        return op.verb == Verb.REDUCE ? place.disable() : place.enable();
    }

    public static Map<Field, Object> fields(History<Op> history) {
        return value(List.of(), history);
    }

    private static Map<Field, Object> value(List<String> prefix, History<Op> history) {
        Map<Field, Object> fields = new HashMap<>();
        for (Path leaf : LEAVES) {
            int depth = prefix.size();
            if (leaf.names().size() > depth && leaf.names().subList(0, depth).equals(prefix)) {
                boolean isNested = leaf.names().size() > depth + 1;
                Path field = isNested ? new Path(leaf.names().subList(0, depth + 1), Kind.DOCUMENT) : leaf;
                Object value = isNested ? value(field.names(), history) : leafValue(field, history);
                if (isChanged(field, history) || isHolding(field, value, history)) {
                    fields.put(new Field(field.names().get(depth), field.kind()), value);
                }
            }
        }
        return fields;
    }

    private static boolean isChanged(Path field, History<Op> history) {
        return history
                .whole()
                .remaining((later, earlier) ->
                        later.operation().changes(field) || later.operation().removes(field))
                .stream()
                .anyMatch(event -> event.operation().changes(field));
    }

    private static boolean isHolding(Path field, Object value, History<Op> history) {
        return switch (field.kind()) {
            case REGISTER -> !value.equals(Optional.empty());
            case MULTI_VALUE, SET -> !value.equals(Set.of());
            case COUNTER ->
                ResettableCounterLawsTest.uncancelled(part(
                                field, history, ResettableCounterLawsTest.Op.class, ResettableCounterLawsTest.Op.RESET))
                        .findAny()
                        .isPresent();
            case FLAG -> value.equals(true);
            case DOCUMENT -> !value.equals(Map.of());
        };
    }

    private static Object leafValue(Path leaf, History<Op> history) {
        return switch (leaf.kind()) {
            case REGISTER ->
                LastWriterWinsRegisterLawsTest.value(part(
                        leaf,
                        history,
                        LastWriterWinsRegisterLawsTest.Op.class,
                        new LastWriterWinsRegisterLawsTest.Op(Optional.empty(), Optional.empty())));
            case MULTI_VALUE ->
                MultiValueRegisterLawsTest.values(
                        part(leaf, history, MultiValueRegisterLawsTest.Op.class, MultiValueRegisterLawsTest.Op.CLEAR));
            case COUNTER ->
                ResettableCounterLawsTest.sum(
                        part(leaf, history, ResettableCounterLawsTest.Op.class, ResettableCounterLawsTest.Op.RESET));
            case SET ->
                AddWinsSetLawsTest.elements(
                        part(leaf, history, AddWinsSetLawsTest.Op.class, AddWinsSetLawsTest.Op.CLEAR));
            case FLAG ->
                EnableWinsFlagLawsTest.isOn(
                        part(leaf, history, EnableWinsFlagLawsTest.Op.class, EnableWinsFlagLawsTest.Op.DISABLE));
            case DOCUMENT -> throw new IllegalArgumentException("no leaf: " + leaf);
        };
    }

    private static <P> History<P> part(Path leaf, History<Op> history, Class<P> type, P removal) {
        return history.project(op -> {
            if (op.removes(leaf)) {
                return List.of(removal);
            }
            return op.names.equals(leaf.names()) && type.isInstance(op.inside)
                    ? List.of(type.cast(op.inside))
                    : List.of();
        });
    }

    static Object reported(Object before, MapChange<Path, Optional<Object>> change) {
        if (change.isEmpty()) {
            throw new IllegalStateException("nothing changed");
        }
        Map<Path, Object> flat = new HashMap<>();
        flatten(List.of(), (Map<?, ?>) before, flat);
        change.removed()
                .forEach((path, inside) -> expect(change, inside(path, flat.remove(path), inside), empty(path)));
        change.updated().forEach((path, inside) -> flat.put(path, inside(path, flat.get(path), inside)));
        change.added().forEach((path, inside) -> {
            expect(change, flat.containsKey(path), false);
            flat.put(path, inside(path, empty(path), inside));
        });
        expect(change, change.updated().values().stream().allMatch(Optional::isPresent), true);
        return nested(List.of(), flat);
    }

    private static void expect(Object change, Object found, Object expected) {
        if (!expected.equals(found)) {
            throw new IllegalStateException(change + " does not fit");
        }
    }

    private static Object empty(Path path) {
        return switch (path.kind()) {
            case REGISTER -> Optional.empty();
            case MULTI_VALUE, SET -> Set.of();
            case COUNTER -> 0L;
            case FLAG -> false;
            case DOCUMENT -> Map.of();
        };
    }

    @SuppressWarnings("unchecked")
    private static Object inside(Path path, Object before, Optional<Object> report) {
        if (report.isEmpty()) {
            return before;
        }
        return switch (path.kind()) {
            case REGISTER -> LastWriterWinsRegisterLawsTest.reported(before, (RegisterChange<String>) report.get());
            case MULTI_VALUE -> MultiValueRegisterLawsTest.reported(before, (ValueChange<Set<String>>) report.get());
            case COUNTER -> ResettableCounterLawsTest.reported(before, (ValueChange<BigInteger>) report.get());
            case SET -> AddWinsSetLawsTest.reported(before, (SetChange<String>) report.get());
            case FLAG -> EnableWinsFlagLawsTest.reported(before, (ValueChange<Boolean>) report.get());
            case DOCUMENT -> throw new IllegalStateException("a document's own path says only that it came or went");
        };
    }

    private static void flatten(List<String> prefix, Map<?, ?> fields, Map<Path, Object> flat) {
        fields.forEach((key, value) -> {
            Field field = (Field) key;
            List<String> names = new ArrayList<>(prefix);
            names.add(field.name());
            if (field.kind() == Kind.DOCUMENT) {
                flat.put(new Path(names, Kind.DOCUMENT), Map.of());
                flatten(names, (Map<?, ?>) value, flat);
            } else {
                flat.put(new Path(names, field.kind()), value);
            }
        });
    }

    private static Map<Field, Object> nested(List<String> prefix, Map<Path, Object> flat) {
        Map<Field, Object> fields = new HashMap<>();
        Set<Path> all = new HashSet<>(flat.keySet());
        for (Path path : all) {
            int depth = path.names().size() - 1;
            if (path.names().subList(0, depth).equals(prefix)) {
                fields.put(
                        new Field(path.names().get(depth), path.kind()),
                        path.kind() == Kind.DOCUMENT ? nested(path.names(), flat) : flat.get(path));
            }
        }
        return fields;
    }

    @Property
    void laws(@ForAll long seed) {
        Laws.of(subject()).check(seed);
    }
}
