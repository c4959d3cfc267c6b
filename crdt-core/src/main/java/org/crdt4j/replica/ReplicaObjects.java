// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import org.crdt4j.causality.DotStore;
import org.crdt4j.counter.BoundedCounter;
import org.crdt4j.counter.CounterMap;
import org.crdt4j.counter.GrowOnlyCounter;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.counter.ResettableCounter;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.document.Document;
import org.crdt4j.flag.DisableWinsFlag;
import org.crdt4j.flag.EnableWinsFlag;
import org.crdt4j.flag.GrowOnlyFlag;
import org.crdt4j.log.CausalLog;
import org.crdt4j.log.Reservations;
import org.crdt4j.map.ExpiringMap;
import org.crdt4j.map.LastWriterWinsMap;
import org.crdt4j.map.MultiMap;
import org.crdt4j.map.ObservedRemoveMap;
import org.crdt4j.op.OperationObject;
import org.crdt4j.register.LastWriterWinsRegister;
import org.crdt4j.register.MaxRegister;
import org.crdt4j.register.MinRegister;
import org.crdt4j.register.MultiValueRegister;
import org.crdt4j.register.StageRegister;
import org.crdt4j.register.Stages;
import org.crdt4j.set.AddWinsSet;
import org.crdt4j.set.ConfirmationSet;
import org.crdt4j.set.GrowOnlySet;
import org.crdt4j.set.LastWriterWinsSet;
import org.crdt4j.set.RemoveWinsSet;
import org.crdt4j.set.TwoPhaseSet;
import org.crdt4j.sketch.BloomFilter;
import org.crdt4j.sketch.DistinctCount;

/**
 * The objects of a replica, by their names: one method for each kind. The same name must mean the same kind at all replicas. Handles
 * are thread-safe; it does not matter how many there are of one object.
 */
public sealed interface ReplicaObjects permits Replica, Transaction {

    /**
     * An object of any type, for what the other methods have no handle for.
     *
     * @param <T> its live object
     * @param <D> its deltas
     * @param <C> its reports of what changed
     * @param object its name
     * @param type its type; the same name must have the same type at all replicas
     * @return a handle; nothing is made until it is used
     */
    <T extends Crdt<D, C>, D extends Delta<D>, C> ReplicatedObject<T, D, C> object(
            String object, CrdtType<T, D, C> type);

    /**
     * A counter that goes up and down and can be reset and deleted.
     *
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default ReplicatedCounter counter(String object) {
        return new ReplicatedCounter(object(object, ResettableCounter.type()));
    }

    /**
     * A counter that goes up and down, and can be neither reset nor deleted: the cheapest.
     *
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default ReplicatedPnCounter pnCounter(String object) {
        return new ReplicatedPnCounter(object(object, PnCounter.type()));
    }

    /**
     * A counter that only grows.
     *
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default ReplicatedGrowOnlyCounter growOnlyCounter(String object) {
        return new ReplicatedGrowOnlyCounter(object(object, GrowOnlyCounter.type()));
    }

    /**
     * A counter that never falls below 0: who takes away needs rights, which come from adding.
     *
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default ReplicatedBoundedCounter boundedCounter(String object) {
        return new ReplicatedBoundedCounter(object(object, BoundedCounter.type()));
    }

    /**
     * A set in which adding wins over concurrent removing; see {@link AddWinsSet}.
     *
     * @param <E> the elements
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <E> ReplicatedSet<E> set(String object) {
        return new ReplicatedSet<>(
                object(object, AddWinsSet.<E>type()),
                AddWinsSet::contains,
                AddWinsSet::size,
                AddWinsSet::add,
                AddWinsSet::addAll,
                AddWinsSet::remove,
                AddWinsSet::clear);
    }

    /**
     * A set in which removing wins over concurrent adding; see {@link RemoveWinsSet}. What it remembers of removed elements is dropped by
     * {@link RemoveWinsSet#forgetRemoves}, in an update of {@link #object} with the same name.
     *
     * @param <E> the elements
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <E> ReplicatedSet<E> removeWinsSet(String object) {
        return new ReplicatedSet<>(
                object(object, RemoveWinsSet.<E>type()),
                RemoveWinsSet::contains,
                RemoveWinsSet::size,
                RemoveWinsSet::add,
                RemoveWinsSet::addAll,
                RemoveWinsSet::remove,
                RemoveWinsSet::clear);
    }

    /**
     * A set in which the newest add or remove of an element wins; see {@link LastWriterWinsSet}. For events that carry their own times use
     * {@link #object}.
     *
     * @param <E> the elements
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <E> ReplicatedSet<E> lastWriterWinsSet(String object) {
        return new ReplicatedSet<>(
                object(object, LastWriterWinsSet.<E>type()),
                LastWriterWinsSet::contains,
                LastWriterWinsSet::size,
                LastWriterWinsSet::add,
                (set, elements) -> elements.forEach(set::add),
                LastWriterWinsSet::remove,
                LastWriterWinsSet::clear);
    }

    /**
     * A set from which an element is removed for ever; see {@link TwoPhaseSet}.
     *
     * @param <E> the elements
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <E> ReplicatedSet<E> twoPhaseSet(String object) {
        return new ReplicatedSet<>(
                object(object, TwoPhaseSet.<E>type()),
                TwoPhaseSet::contains,
                TwoPhaseSet::size,
                TwoPhaseSet::add,
                TwoPhaseSet::addAll,
                TwoPhaseSet::remove,
                TwoPhaseSet::clear);
    }

    /**
     * A set from which nothing is removed.
     *
     * @param <E> the elements
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <E> ReplicatedGrowOnlySet<E> growOnlySet(String object) {
        return new ReplicatedGrowOnlySet<>(object(object, GrowOnlySet.<E>type()));
    }

    /**
     * A flag in which enabling wins over concurrent disabling; see {@link EnableWinsFlag}.
     *
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default ReplicatedFlag flag(String object) {
        return new ReplicatedFlag(
                object(object, EnableWinsFlag.type()), EnableWinsFlag::enable, EnableWinsFlag::disable);
    }

    /**
     * A flag in which disabling wins over concurrent enabling; see {@link DisableWinsFlag}.
     *
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default ReplicatedFlag disableWinsFlag(String object) {
        return new ReplicatedFlag(
                object(object, DisableWinsFlag.type()), DisableWinsFlag::enable, DisableWinsFlag::disable);
    }

    /**
     * A flag that goes on once and stays on.
     *
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default ReplicatedGrowOnlyFlag growOnlyFlag(String object) {
        return new ReplicatedGrowOnlyFlag(object(object, GrowOnlyFlag.type()));
    }

    /**
     * A register in which the newest write wins.
     *
     * @param <V> the value
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <V> ReplicatedRegister<V> register(String object) {
        return new ReplicatedRegister<>(object(object, LastWriterWinsRegister.<V>type()));
    }

    /**
     * A register that keeps all concurrent values.
     *
     * @param <V> the value
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <V> ReplicatedMultiValueRegister<V> multiValueRegister(String object) {
        return new ReplicatedMultiValueRegister<>(object(object, MultiValueRegister.<V>type()));
    }

    /**
     * A register that keeps the greatest value; see {@link MaxRegister}.
     *
     * @param <V> the value
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <V extends Comparable<? super V>> ReplicatedExtremeRegister<V> maxRegister(String object) {
        return new ReplicatedExtremeRegister<>(object(object, MaxRegister.<V>type()));
    }

    /**
     * A register that keeps the least value; see {@link MinRegister}.
     *
     * @param <V> the value
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <V extends Comparable<? super V>> ReplicatedExtremeRegister<V> minRegister(String object) {
        return new ReplicatedExtremeRegister<>(object(object, MinRegister.<V>type()));
    }

    /**
     * A register that goes through stages and never back. A replica takes messages about such registers from when it first has a handle
     * of one of their kind, or if {@link StageRegister#of} was given to {@link ReplicaBuilder#type}.
     *
     * @param object its name
     * @param kind what goes through the stages, for instance {@code payment}; the same at all replicas
     * @param stages the stages of that kind, the same at all replicas
     * @return a handle; nothing is made until it is used
     */
    default ReplicatedStageRegister stageRegister(String object, String kind, Stages stages) {
        return new ReplicatedStageRegister(object(object, StageRegister.of(kind, stages)));
    }

    /**
     * Something that is pending until enough of its participants have confirmed it.
     *
     * @param <P> the participants
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <P> ReplicatedConfirmationSet<P> confirmationSet(String object) {
        return new ReplicatedConfirmationSet<>(object(object, ConfirmationSet.<P>type()));
    }

    /**
     * A map in which the newest write of a key wins.
     *
     * @param <K> the keys
     * @param <V> the values
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <K, V> ReplicatedMap<K, V> map(String object) {
        return new ReplicatedMap<>(object(object, LastWriterWinsMap.<K, V>type()));
    }

    /**
     * A map whose entries expire when their key has been silent for its lease.
     *
     * @param <K> the keys
     * @param <V> the values
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <K, V> ReplicatedExpiringMap<K, V> expiringMap(String object) {
        return new ReplicatedExpiringMap<>(object(object, ExpiringMap.<K, V>type()));
    }

    /**
     * A map from keys to sets of values, in which putting wins over concurrent removing.
     *
     * @param <K> the keys
     * @param <V> the values
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <K, V> ReplicatedMultiMap<K, V> multiMap(String object) {
        return new ReplicatedMultiMap<>(object(object, MultiMap.<K, V>type()));
    }

    /**
     * A counter for each key.
     *
     * @param <K> the keys
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <K> ReplicatedCounterMap<K> counterMap(String object) {
        return new ReplicatedCounterMap<>(object(object, CounterMap.<K>type()));
    }

    /**
     * A map that has a replicated child under each key, for instance {@code mapOf("carts", AddWinsSet.<String>type())}.
     *
     * @param <K> the keys
     * @param <T> the children
     * @param <S> how a child keeps its events; nothing to care about
     * @param <C> the report of what changed in a child
     * @param object its name
     * @param childType the type of the children: any that has dots
     * @return a handle; nothing is made until it is used
     */
    default <K, T extends CausalCrdt<S, C>, S extends DotStore<S>, C> ReplicatedMapOf<K, T, C> mapOf(
            String object, CausalType<T, S, C> childType) {
        return new ReplicatedMapOf.Over<>(object(object, ObservedRemoveMap.<K, T, S, C>of(childType)));
    }

    /**
     * A tree of named fields, each of its own kind, by path and from Java records.
     *
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default ReplicatedDocument document(String object) {
        return new ReplicatedDocument(object(object, Document.type()));
    }

    /**
     * A log in which every post stands once, after what it answers, in the same order at every replica.
     *
     * @param <E> what is posted
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default <E> ReplicatedLog<E> causalLog(String object) {
        return new ReplicatedLog<>(object(object, CausalLog.<E>type()));
    }

    /**
     * A stock that can be oversold, and the ledger that says which reservations it serves.
     *
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default ReplicatedReservations reservations(String object) {
        return new ReplicatedReservations(object(object, Reservations.type()));
    }

    /**
     * A count of about how many different elements there were, with a standard error of 1.2 %. Needs the library hash4j.
     *
     * @param object its name
     * @return a handle; nothing is made until it is used
     */
    default ReplicatedDistinctCount distinctCount(String object) {
        return new ReplicatedDistinctCount(object(object, DistinctCount.type()));
    }

    /**
     * A count of about how many different elements there were. Needs the library hash4j.
     *
     * @param object its name
     * @param precision see {@link DistinctCount#type(int)}; the same at all replicas
     * @return a handle; nothing is made until it is used
     */
    default ReplicatedDistinctCount distinctCount(String object, int precision) {
        return new ReplicatedDistinctCount(object(object, DistinctCount.type(precision)));
    }

    /**
     * A filter that tells whether an element was perhaps added. Needs the library hash4j.
     *
     * @param object its name
     * @param expectedInsertions how many different elements it is made for, see {@link BloomFilter#type}; the same at all replicas
     * @param falsePositiveRate which part of others is then found too; the same at all replicas
     * @return a handle; nothing is made until it is used
     */
    default ReplicatedBloomFilter bloomFilter(String object, long expectedInsertions, double falsePositiveRate) {
        return new ReplicatedBloomFilter(object(object, BloomFilter.type(expectedInsertions, falsePositiveRate)));
    }

    /**
     * An object of an operation-based type, for instance {@code operations("folders", MovableTree.type())}.
     *
     * @param <T> the live objects of the type
     * @param <O> its operations
     * @param <S> its states; nothing to care about
     * @param <C> its reports of what changed
     * @param object its name
     * @param type the operation-based type
     * @return a handle; nothing is made until it is used
     */
    default <T extends OpCrdt<O, S, C>, O, S extends Delta<S>, C> ReplicatedOperations<T, O, C> operations(
            String object, OpType<T, O, S> type) {
        return new ReplicatedOperations.Over<>(object(object, OperationObject.of(type)));
    }
}
