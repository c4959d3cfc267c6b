// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.crdt4j.causality.DotMap;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.map.KeyStore;
import org.crdt4j.map.NestingMap;

/**
 * A tree of named fields, each of its own {@link Kind}: a record or a JSON-like object that several replicas edit (Riak map, nested
 * OR-map).
 *
 * <p>Concurrent changes of different fields do not touch each other. Concurrent changes of one field are joined by its kind: of
 * registers the newest assignment wins; a multi-value register keeps all; counters count all; of a set, add and remove of one element
 * leave it in; of a flag, enable and disable leave it on; nested documents are joined field by field. Two fields of one name and
 * different kinds, made concurrently or not, are two fields. Concurrent change and remove of a field: it stays, and with it what the
 * change wrote and nothing older; the same of a change anywhere in a nested document and the remove of that document. What only takes
 * away (an element, a flag disabled, a field inside a nested document) does not keep a field that is removed concurrently. A clear
 * removes every field that its author had seen.
 *
 * <p>Fields are reached by path, {@link #at}, or all at once as a Java record, {@link #read(Class)} and {@link #write(Record)}. Fields
 * that a record does not have, as those of a newer version of it, are kept, joined and passed on. A field of a kind that this version
 * does not know is refused with its message, by an {@link org.crdt4j.error.IncompatibleTypeException}.
 *
 * <p>Deltas may come in any order, late, twice and with gaps. Joining a delta of one field takes O(depth) besides the field's own cost;
 * a change copies, once, each nested document around the field, and the field's own content. A field has an event number besides what
 * its kind has; there are no tombstones, but a counter keeps its marks until {@link #compact}. Names are not empty, documents at most
 * {@value #MAX_DEPTH} deep, values immutable. Not thread-safe.
 *
 * <p>Brown et al., "Riak DT Map: a composable, convergent replicated dictionary", 2014; Kleppmann, Beresford, "A Conflict-Free
 * Replicated JSON Datatype", 2017; Almeida, Shoker, Baquero, "Delta State Replicated Data Types", 2018.
 */
public final class Document
        extends NestingMap<Field, FieldObject<?, ?, ?>, FieldStore, Object, MapChange<Path, Optional<Object>>> {

    /** How many names a path may have. */
    public static final int MAX_DEPTH = 16;

    private static final CausalType<Document, DotMap<Field, KeyStore<FieldStore>>, MapChange<Path, Optional<Object>>>
            TYPE = new CausalType<>("document", DotMap.empty(), Document::new, new DocumentFormat(0));

    /**
     * A document without fields.
     *
     * @param replicaContext its surroundings
     */
    public Document(ReplicaContext replicaContext) {
        this(replicaContext, DotMap.empty());
    }

    private Document(ReplicaContext replicaContext, DotMap<Field, KeyStore<FieldStore>> store) {
        super(replicaContext, store);
    }

    /**
     * The type.
     *
     * @return its descriptor
     */
    public static CausalType<Document, DotMap<Field, KeyStore<FieldStore>>, MapChange<Path, Optional<Object>>> type() {
        return TYPE;
    }

    /**
     * A place in this document, to read and to change what is there. Nothing needs to be there.
     *
     * @param names the names of the nested documents on the way, then that of the field
     * @return the place
     * @throws IllegalArgumentException if there is no name, an empty one, or more than {@link #MAX_DEPTH}
     */
    public Place at(String... names) {
        return new Place(this, List.of(names));
    }

    /**
     * This document as a record, by the policy that its annotations tell.
     *
     * @param <R> the record
     * @param type its class; if it is in a named module, that module has to open its package to {@code org.crdt4j.core}
     * @return a record; of fields that are absent it has the defaults
     * @throws IllegalArgumentException if the record cannot be used, see {@link Policy}
     * @throws org.crdt4j.error.IncompatibleTypeException if a field holds a value of another class than the record wants
     * @throws ArithmeticException if a number does not fit into the record's
     */
    public <R extends Record> R read(Class<R> type) {
        return read(Policy.of(type));
    }

    /**
     * This document as a record.
     *
     * @param <R> the record
     * @param policy how its components are fields
     * @return a record; of fields that are absent it has the defaults
     * @throws org.crdt4j.error.IncompatibleTypeException if a field holds a value of another class than the record wants
     * @throws ArithmeticException if a number does not fit into the record's
     */
    public <R extends Record> R read(Policy<R> policy) {
        return policy.read(this, 1);
    }

    /**
     * Writes the difference between what {@link #read(Class)} gives now and a record, field by field, by the policy that its
     * annotations tell. What came in since the record was read counts as such a difference and is undone; {@link #update(Class,
     * UnaryOperator)} and {@link #write(Record, Record)} do not do that.
     *
     * @param record what shall be there
     * @return the delta; it says nothing of fields that do not differ
     * @throws IllegalArgumentException if the record cannot be used, see {@link Policy}, or has a null where there cannot be one; then
     *     nothing was written
     * @throws ArithmeticException if a counter would not fit; then other components may have been written
     */
    public Causal<DotMap<Field, KeyStore<FieldStore>>> write(Record record) {
        return write(Policy.ofRecord(record), record);
    }

    /**
     * Writes the difference between what {@link #read(Policy)} gives now and a record, field by field.
     *
     * @param <R> the record
     * @param policy how its components are fields
     * @param record what shall be there
     * @return the delta; it says nothing of fields that do not differ
     * @throws IllegalArgumentException if the record has a null where there cannot be one; then nothing was written
     * @throws ArithmeticException if a counter would not fit; then other components may have been written
     */
    public <R extends Record> Causal<DotMap<Field, KeyStore<FieldStore>>> write(Policy<R> policy, R record) {
        return write(policy, read(policy), record);
    }

    /**
     * Writes what was changed in a record since it was read, field by field. What came in meanwhile in other fields, counters and
     * elements stays.
     *
     * @param <R> the record
     * @param before the record as it was read
     * @param after the record as it shall be
     * @return the delta; it says nothing of fields in which the two do not differ
     * @throws IllegalArgumentException as {@link #write(Record)} does
     * @throws ArithmeticException as {@link #write(Record)} does
     */
    public <R extends Record> Causal<DotMap<Field, KeyStore<FieldStore>>> write(R before, R after) {
        return write(Policy.ofRecord(after), before, after);
    }

    /**
     * Writes what was changed in a record since it was read, field by field. What came in meanwhile in other fields, counters and
     * elements stays.
     *
     * @param <R> the record
     * @param policy how its components are fields
     * @param before the record as it was read
     * @param after the record as it shall be
     * @return the delta; it says nothing of fields in which the two do not differ
     * @throws IllegalArgumentException as {@link #write(Policy, Record)} does
     * @throws ArithmeticException as {@link #write(Policy, Record)} does
     */
    public <R extends Record> Causal<DotMap<Field, KeyStore<FieldStore>>> write(Policy<R> policy, R before, R after) {
        List<Runnable> edits = policy.edits(this, before, after);
        return inOneDelta(() -> edits.forEach(Runnable::run));
    }

    /**
     * Reads a record, and writes what is changed in it.
     *
     * @param <R> the record
     * @param type its class
     * @param change makes the new record from the present one
     * @return the delta
     * @throws IllegalArgumentException as {@link #write(Record)} does
     * @throws ArithmeticException as {@link #write(Record)} does
     */
    public <R extends Record> Causal<DotMap<Field, KeyStore<FieldStore>>> update(
            Class<R> type, UnaryOperator<R> change) {
        Policy<R> policy = Policy.of(type);
        R before = read(policy);
        return write(policy, before, change.apply(before));
    }

    /* what is at a path, if anything */
    <A> Optional<A> readAt(List<String> names, Kind kind, Function<Object, ? extends A> query) {
        String name = names.get(0);
        if (names.size() == 1) {
            return readKey(new Field(name, kind), field -> query.apply(field.live()));
        }
        List<String> below = names.subList(1, names.size());
        return readKey(
                        new Field(name, Kind.DOCUMENT),
                        field -> Live.document(field.live()).readAt(below, kind, query))
                .flatMap(answer -> answer);
    }

    Causal<DotMap<Field, KeyStore<FieldStore>>> updateAt(List<String> names, Kind kind, Consumer<Object> mutators) {
        String name = names.get(0);
        if (names.size() == 1) {
            return updateKey(new Field(name, kind), field -> field.update(mutators));
        }
        List<String> below = names.subList(1, names.size());
        return updateKey(
                new Field(name, Kind.DOCUMENT),
                field -> field.update(inside -> Live.document(inside).updateAt(below, kind, mutators)));
    }

    Causal<DotMap<Field, KeyStore<FieldStore>>> reduceAt(List<String> names, Kind kind, Consumer<Object> mutators) {
        String name = names.get(0);
        if (names.size() == 1) {
            return reduceKey(new Field(name, kind), field -> field.update(mutators));
        }
        List<String> below = names.subList(1, names.size());
        return reduceKey(
                new Field(name, Kind.DOCUMENT),
                field -> field.update(inside -> Live.document(inside).reduceAt(below, kind, mutators)));
    }

    Causal<DotMap<Field, KeyStore<FieldStore>>> removeAt(List<String> names, Set<Kind> kinds) {
        String name = names.get(0);
        if (names.size() == 1) {
            return inOneDelta(() -> kinds.forEach(kind -> removeKey(new Field(name, kind))));
        }
        List<String> below = names.subList(1, names.size());
        return reduceKey(
                new Field(name, Kind.DOCUMENT),
                field -> field.update(inside -> Live.document(inside).removeAt(below, kinds)));
    }

    /* the kinds of the fields of a name */
    Set<Kind> kindsOf(String name) {
        Set<Kind> kinds = EnumSet.allOf(Kind.class);
        kinds.removeIf(kind -> !hasKey(new Field(name, kind)));
        return Collections.unmodifiableSet(kinds);
    }

    @Override
    protected CausalType<FieldObject<?, ?, ?>, FieldStore, Object> typeOf(Field field) {
        return FieldObject.type(Objects.requireNonNull(field, "field").kind());
    }

    /** Of a nested document that came or went its own path is in the report too, without anything besides; else only its fields'. */
    @Override
    protected MapChange<Path, Optional<Object>> reportOf(MapChange<Field, Optional<Object>> change) {
        Map<Path, Optional<Object>> added = new HashMap<>();
        Map<Path, Optional<Object>> updated = new HashMap<>();
        Map<Path, Optional<Object>> removed = new HashMap<>();
        change.added().forEach((field, inside) -> added.put(pathOf(field), leaf(field, inside)));
        change.removed().forEach((field, inside) -> removed.put(pathOf(field), leaf(field, inside)));
        change.updated().forEach((field, inside) -> {
            if (field.kind() != Kind.DOCUMENT) {
                updated.put(pathOf(field), inside);
            }
        });
        for (Map<Field, Optional<Object>> part : List.of(change.added(), change.updated(), change.removed())) {
            part.forEach((field, inside) -> {
                if (inside.isPresent() && inside.get() instanceof MapChange<?, ?> nested) {
                    lift(field.name(), nested.added(), added);
                    lift(field.name(), nested.updated(), updated);
                    lift(field.name(), nested.removed(), removed);
                }
            });
        }
        return new MapChange<>(added, updated, removed);
    }

    private static Path pathOf(Field field) {
        return Path.of(field.kind(), field.name());
    }

    private static Optional<Object> leaf(Field field, Optional<Object> inside) {
        return field.kind() == Kind.DOCUMENT ? Optional.empty() : inside;
    }

    @SuppressWarnings("unchecked")
    private static void lift(String name, Map<?, ?> inside, Map<Path, Optional<Object>> whole) {
        inside.forEach((path, change) -> whole.put(((Path) path).within(name), (Optional<Object>) change));
    }
}
