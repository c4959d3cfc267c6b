// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import java.math.BigInteger;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.crdt4j.causality.DotMap;
import org.crdt4j.crdt.Causal;
import org.crdt4j.map.KeyStore;

/**
 * A name somewhere in a document. The verb tells the kind of the field: to assign makes a register, to increment a counter, to add a
 * set, to enable a flag. Whatever is missing on the way is made.
 *
 * <p>Fields of different kinds may share the name; each question is about its own kind, and {@link #remove()} is about all. A place is
 * an address: it holds nothing itself, and what was read does not change. As thread-safe as its document, which is not.
 */
public final class Place {

    private final Document document;
    private final List<String> names;

    Place(Document document, List<String> names) {
        this.document = document;
        this.names = names;
        if (names.isEmpty() || names.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("a place needs a name, and no name is empty");
        }
        if (names.size() > Document.MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "a document is at most " + Document.MAX_DEPTH + " deep: use fewer than " + names.size() + " names");
        }
    }

    /**
     * A place within this one.
     *
     * @param below names further down
     * @return the place
     * @throws IllegalArgumentException as {@link Document#at} does
     */
    public Place at(String... below) {
        return new Place(
                document, Stream.concat(names.stream(), Stream.of(below)).toList());
    }

    List<String> names() {
        return names;
    }

    /**
     * The kinds of the fields of this name.
     *
     * @return none if nothing is here, as a rule one
     */
    public Set<Kind> kinds() {
        String last = names.get(names.size() - 1);
        if (names.size() == 1) {
            return document.kindsOf(last);
        }
        return document.readAt(
                        names.subList(0, names.size() - 1),
                        Kind.DOCUMENT,
                        inside -> Live.document(inside).kindsOf(last))
                .orElse(Set.of());
    }

    /**
     * The value of the register.
     *
     * @param <V> what it is known to be
     * @return the value that was assigned last, empty if there is none
     */
    @SuppressWarnings("unchecked")
    public <V> Optional<V> value() {
        return document.readAt(names, Kind.REGISTER, register ->
                        (Optional<V>) Live.register(register).value())
                .flatMap(value -> value);
    }

    /**
     * The values of the multi-value register.
     *
     * @param <V> what they are known to be
     * @return none if it is absent, as a rule one, several after concurrent assignments
     */
    @SuppressWarnings("unchecked")
    public <V> Set<V> values() {
        return document.readAt(names, Kind.MULTI_VALUE, register ->
                        (Set<V>) Live.multiValue(register).value())
                .orElse(Set.of());
    }

    /**
     * The count of the counter.
     *
     * @return what was counted and not removed, 0 if it is absent
     * @throws ArithmeticException if it does not fit; then use {@link #bigCount}
     */
    public long count() {
        return bigCount().longValueExact();
    }

    /**
     * The count of the counter.
     *
     * @return what was counted and not removed, however large; 0 if it is absent
     */
    public BigInteger bigCount() {
        return document.readAt(
                        names, Kind.COUNTER, counter -> Live.counter(counter).bigValue())
                .orElse(BigInteger.ZERO);
    }

    /**
     * The elements of the set, now.
     *
     * @param <E> what they are known to be
     * @return the elements, none if it is absent
     */
    @SuppressWarnings("unchecked")
    public <E> Set<E> elements() {
        return document.readAt(
                        names,
                        Kind.SET,
                        set -> Collections.unmodifiableSet(
                                new LinkedHashSet<>((Set<E>) Live.set(set).elements())))
                .orElse(Set.of());
    }

    /**
     * Whether the flag is on.
     *
     * @return whether it is there and on
     */
    public boolean isEnabled() {
        return document.readAt(names, Kind.FLAG, flag -> Live.flag(flag).isEnabled())
                .orElse(false);
    }

    /**
     * Assigns to the register; of concurrent assignments the newest wins.
     *
     * @param value the value
     * @return the delta
     */
    public Causal<DotMap<Field, KeyStore<FieldStore>>> assign(Object value) {
        Objects.requireNonNull(value, "value");
        return document.updateAt(
                names, Kind.REGISTER, register -> Live.register(register).assign(value));
    }

    /**
     * Assigns to the multi-value register, in place of all values that are seen here; concurrent assignments are all kept.
     *
     * @param value the value
     * @return the delta
     */
    public Causal<DotMap<Field, KeyStore<FieldStore>>> assignMultiValue(Object value) {
        Objects.requireNonNull(value, "value");
        return document.updateAt(
                names, Kind.MULTI_VALUE, register -> Live.multiValue(register).assign(value));
    }

    /**
     * Adds to the counter, or takes away if the amount is negative.
     *
     * @param amount how many
     * @return the delta
     * @throws ArithmeticException if this replica's running total would not fit into a {@code long}; nothing is counted
     */
    public Causal<DotMap<Field, KeyStore<FieldStore>>> increment(long amount) {
        return document.updateAt(
                names, Kind.COUNTER, counter -> Live.counter(counter).increment(amount));
    }

    /**
     * Adds an element to the set.
     *
     * @param element the element
     * @return the delta
     */
    public Causal<DotMap<Field, KeyStore<FieldStore>>> add(Object element) {
        Objects.requireNonNull(element, "element");
        return document.updateAt(names, Kind.SET, set -> Live.set(set).add(element));
    }

    /**
     * Removes an element from the set, as far as this replica has seen it added. The set itself stays, also if it is empty then.
     *
     * @param element the element
     * @return the delta; it says nothing if the element is not there
     */
    public Causal<DotMap<Field, KeyStore<FieldStore>>> remove(Object element) {
        Objects.requireNonNull(element, "element");
        return document.reduceAt(names, Kind.SET, set -> Live.set(set).remove(element));
    }

    /**
     * Turns the flag on. Doing so when it is on already is an event too: it then stays on against a concurrent disable.
     *
     * @return the delta
     */
    public Causal<DotMap<Field, KeyStore<FieldStore>>> enable() {
        return document.updateAt(names, Kind.FLAG, flag -> Live.flag(flag).enable());
    }

    /**
     * Turns the flag off, as far as this replica has seen it turned on.
     *
     * @return the delta; it says nothing if the flag is off
     */
    public Causal<DotMap<Field, KeyStore<FieldStore>>> disable() {
        return document.reduceAt(names, Kind.FLAG, flag -> Live.flag(flag).disable());
    }

    /**
     * Removes whatever this replica has seen of this name, of all kinds; of a nested document all its fields.
     *
     * @return the delta; it says nothing if nothing is here
     */
    public Causal<DotMap<Field, KeyStore<FieldStore>>> remove() {
        return document.removeAt(names, EnumSet.allOf(Kind.class));
    }

    /**
     * Removes the field of one kind only.
     *
     * @param kind the kind
     * @return the delta; it says nothing if there is no such field
     */
    public Causal<DotMap<Field, KeyStore<FieldStore>>> removeOnly(Kind kind) {
        return document.removeAt(names, EnumSet.of(kind));
    }

    /* makes the nested document, if it is not there, and keeps it against a concurrent removal */
    void touchDocument() {
        document.updateAt(names, Kind.DOCUMENT, inside -> {});
    }

    @Override
    public String toString() {
        return String.join("/", names);
    }
}
