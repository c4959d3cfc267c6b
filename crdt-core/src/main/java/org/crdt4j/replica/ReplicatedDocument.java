// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.document.Document;
import org.crdt4j.document.Field;
import org.crdt4j.document.Path;
import org.crdt4j.document.Policy;

/**
 * A handle of a tree of named fields, each of its own kind, that several replicas edit: all at once as a Java record, or field by field
 * by path. Changes of different fields do not touch each other. Thread-safe. See {@link Document}.
 *
 * <pre>{@code
 * ann.update(Profile.class, it -> it.withName("Anna"));
 * ann.update(it -> it.at("address", "city").assign("Cork"));
 * }</pre>
 */
public final class ReplicatedDocument extends Handle<Map<Field, Object>, MapChange<Path, Optional<Object>>> {

    private final ReplicatedObject<Document, ?, MapChange<Path, Optional<Object>>> object;

    ReplicatedDocument(ReplicatedObject<Document, ?, MapChange<Path, Optional<Object>>> object) {
        super(object);
        this.object = object;
    }

    /**
     * The document as a record, by the policy that its annotations tell.
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
     * The document as a record.
     *
     * @param <R> the record
     * @param policy how its components are fields
     * @return a record; of fields that are absent it has the defaults
     * @throws org.crdt4j.error.IncompatibleTypeException if a field holds a value of another class than the record wants
     * @throws ArithmeticException if a number does not fit into the record's
     */
    public <R extends Record> R read(Policy<R> policy) {
        return object.read(document -> document.read(policy));
    }

    /**
     * Asks the document something, for instance {@code it -> it.at("address", "city").value()}.
     *
     * @param <A> the answer
     * @param query reads from the document; it must neither change it nor keep it, nor a place of it
     * @return the answer
     */
    public <A> A read(Function<? super Document, ? extends A> query) {
        return object.read(query);
    }

    /**
     * Makes the document what a record says, field by field, by the policy that its annotations tell. What came in since the record
     * was read is undone; {@link #update(Class, UnaryOperator)} and {@link #write(Record, Record)} do not do that.
     *
     * @param record what shall be there
     * @throws IllegalArgumentException if the record cannot be used, see {@link Policy}, has a null where there cannot be one, or if the
     *     codec does not know the class of a value; then nothing was written
     * @throws ArithmeticException if a counter would not fit; then other components may have been written
     */
    public void write(Record record) {
        object.checkUpdate(document -> document.write(record));
        object.update(document -> document.write(record));
    }

    /**
     * Writes what was changed in a record since it was read, field by field. What came in meanwhile in other fields, counters and
     * elements stays.
     *
     * @param <R> the record
     * @param before the record as it was read
     * @param after the record as it shall be
     * @throws IllegalArgumentException as {@link #write(Record)} does
     * @throws ArithmeticException as {@link #write(Record)} does
     */
    public <R extends Record> void write(R before, R after) {
        object.checkUpdate(document -> document.write(after));
        object.update(document -> document.write(before, after));
    }

    /**
     * Reads a record, and writes what is changed in it, as one event.
     *
     * @param <R> the record
     * @param type its class
     * @param change makes the new record from the present one; it does nothing else with the replica but read
     * @throws IllegalArgumentException as {@link #write(Record)} does
     * @throws ArithmeticException as {@link #write(Record)} does
     */
    public <R extends Record> void update(Class<R> type, UnaryOperator<R> change) {
        update(Policy.of(type), change);
    }

    /**
     * Reads a record, and writes what is changed in it, as one event.
     *
     * @param <R> the record
     * @param policy how its components are fields
     * @param change makes the new record from the present one; it does nothing else with the replica but read
     * @throws IllegalArgumentException as {@link #write(Record)} does
     * @throws ArithmeticException as {@link #write(Record)} does
     */
    public <R extends Record> void update(Policy<R> policy, UnaryOperator<R> change) {
        object.update(document -> {
            R before = document.read(policy);
            R after = change.apply(before);
            object.checkUpdate(trial -> trial.write(policy, after));
            document.write(policy, before, after);
        });
    }

    /**
     * Changes fields by path, as one event, for instance {@code it -> it.at("address", "city").assign("Cork")}.
     *
     * @param mutators calls mutators of the document and of its places, does not keep them, and does nothing else with the replica but
     *     read; if it throws, what it did before stays, and is sent
     * @throws IllegalArgumentException if the codec does not know the class of a value; then what it was to replace is gone, but nothing
     *     else
     */
    public void update(Consumer<? super Document> mutators) {
        object.update(mutators);
    }

    /**
     * The fields and their values, now.
     *
     * @return an immutable copy; of a nested document the value is such a map again
     */
    public Map<Field, Object> snapshot() {
        return current();
    }

    /** Removes every field that was seen here. */
    public void clear() {
        object.update(Document::clear);
    }

    /** Removes the document, with every field that was seen here; what is changed concurrently survives. */
    public void delete() {
        deleteObject();
    }
}
