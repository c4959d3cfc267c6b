// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;

/**
 * A handle of a named object of any type. Thread-safe. The object is made when it is first used; a handle stays valid when the object
 * is deleted, and finds it again when it comes back.
 *
 * @param <T> its live object
 * @param <D> its deltas
 * @param <C> its reports of what changed
 */
public final class ReplicatedObject<T extends Crdt<D, C>, D extends Delta<D>, C> {

    private final ObjectAccess access;
    private final String name;
    private final CrdtType<T, D, C> type;

    ReplicatedObject(ObjectAccess access, String name, CrdtType<T, D, C> type) {
        this.access = access;
        this.name = name;
        this.type = type;
    }

    /**
     * The object's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Asks the object something.
     *
     * @param <R> the answer
     * @param query reads from the object; it must neither change it nor keep it
     * @return the answer
     */
    public <R> R read(Function<? super T, ? extends R> query) {
        return access.read(name, type, query);
    }

    CrdtType<T, D, C> type() {
        return type;
    }

    Admission admission() {
        return access.admission();
    }

    void checkSingle() {
        access.checkSingle();
    }

    /** Changes the object, and returns what the mutator answers. */
    <R> R change(Function<? super T, ? extends R> mutator) {
        List<R> answer = new ArrayList<>(1);
        update(crdt -> answer.add(mutator.apply(crdt)));
        return answer.get(0);
    }

    /** Changes the object by mutators that it can take twice, and refuses what could not be sent, before anything is done. */
    void updateIfSendable(Consumer<? super T> mutators) {
        if (!(type instanceof CausalType<?, ?, ?>)) {
            checkUpdate(mutators);
        }
        update(mutators);
    }

    /** Refuses mutators whose outcome could not be sent, by trying them on an empty object. */
    void checkUpdate(Consumer<? super T> mutators) {
        admission().checkUpdate(name, type, mutators);
    }

    /**
     * Changes the object; all that the mutators do becomes one event.
     *
     * @param mutators calls mutators of the object, does not keep it, and does nothing else with the replica but read; if it throws,
     *     what it did before stays, and is sent
     * @throws IllegalArgumentException if a value cannot be encoded; then what it was to replace is gone, but nothing else
     * @throws IllegalStateException if a value cannot be encoded and the type has no dots: it keeps the value, and cannot be sent any
     *     more; the handles of the built-in types refuse such a value before
     */
    public void update(Consumer<? super T> mutators) {
        access.update(name, type, mutators);
    }

    /**
     * Removes everything that this replica has seen in the object; a concurrent change survives.
     *
     * @throws IllegalStateException if the object's type has no dots, as plain counters
     */
    public void delete() {
        access.delete(name, type);
    }

    /**
     * Has each change reported, local or from a peer, exactly once and in order.
     *
     * @param listener takes the changes; called outside of any lock; if it throws, that is counted and nothing else happens
     * @return ends it
     */
    @SuppressWarnings("unchecked")
    public Subscription onChange(Consumer<? super ObjectChange<C>> listener) {
        Objects.requireNonNull(listener, "listener");
        return access.subscribe(name, type, null, change -> listener.accept((ObjectChange<C>) change));
    }

    /**
     * Has the value reported now, then each change of it, without a gap.
     *
     * @param first takes the present value, as {@link Crdt#value} gives it
     * @param listener takes the changes after it
     * @return ends it
     */
    @SuppressWarnings("unchecked")
    public Subscription onChange(Consumer<Object> first, Consumer<? super ObjectChange<C>> listener) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(listener, "listener");
        return access.subscribe(name, type, first, change -> listener.accept((ObjectChange<C>) change));
    }
}
