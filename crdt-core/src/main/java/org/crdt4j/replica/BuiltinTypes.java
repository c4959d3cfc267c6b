// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crdt4j.counter.BoundedCounter;
import org.crdt4j.counter.CounterMap;
import org.crdt4j.counter.GrowOnlyCounter;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.counter.ResettableCounter;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.CrdtType;
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
import org.crdt4j.op.OpAddWinsSet;
import org.crdt4j.op.OpCausalLog;
import org.crdt4j.op.OpDisableWinsFlag;
import org.crdt4j.op.OpEnableWinsFlag;
import org.crdt4j.op.OpGrowOnlyCounter;
import org.crdt4j.op.OpGrowOnlySet;
import org.crdt4j.op.OpLastWriterWinsMap;
import org.crdt4j.op.OpLastWriterWinsRegister;
import org.crdt4j.op.OpMaxRegister;
import org.crdt4j.op.OpMinRegister;
import org.crdt4j.op.OpMultiValueRegister;
import org.crdt4j.op.OpPnCounter;
import org.crdt4j.op.OpRemoveWinsSet;
import org.crdt4j.op.OpTwoPhaseSet;
import org.crdt4j.op.OperationObject;
import org.crdt4j.register.LastWriterWinsRegister;
import org.crdt4j.register.MaxRegister;
import org.crdt4j.register.MinRegister;
import org.crdt4j.register.MultiValueRegister;
import org.crdt4j.set.AddWinsSet;
import org.crdt4j.set.ConfirmationSet;
import org.crdt4j.set.GrowOnlySet;
import org.crdt4j.set.LastWriterWinsSet;
import org.crdt4j.set.RemoveWinsSet;
import org.crdt4j.set.TwoPhaseSet;
import org.crdt4j.sketch.BloomFilter;
import org.crdt4j.sketch.DistinctCount;
import org.crdt4j.tree.MovableTree;

/** The one list of built-in types. A new type gets its line here, and nowhere else. */
public final class BuiltinTypes {

    private static final String MAP_OF = "observed-remove-map(";
    private static final int MAX_NESTING = 16;

    private static final Map<String, CrdtType<?, ?, ?>> TYPES = index(List.of(
            GrowOnlyCounter.type(),
            PnCounter.type(),
            ResettableCounter.type(),
            GrowOnlyFlag.type(),
            EnableWinsFlag.type(),
            DisableWinsFlag.type(),
            GrowOnlySet.type(),
            TwoPhaseSet.type(),
            AddWinsSet.type(),
            RemoveWinsSet.type(),
            LastWriterWinsSet.type(),
            LastWriterWinsRegister.type(),
            MultiValueRegister.type(),
            LastWriterWinsMap.type(),
            MultiMap.type(),
            Document.type(),
            CounterMap.type(),
            BoundedCounter.type(),
            MaxRegister.<String>type(),
            MinRegister.<String>type(),
            ConfirmationSet.type(),
            CausalLog.type(),
            Reservations.type(),
            ExpiringMap.type(),
            DistinctCount.type()));

    private static final List<OpType<?, ?, ?>> OPERATION_BASED = List.of(
            OpGrowOnlyCounter.type(),
            OpPnCounter.type(),
            OpEnableWinsFlag.type(),
            OpDisableWinsFlag.type(),
            OpGrowOnlySet.type(),
            OpTwoPhaseSet.type(),
            OpAddWinsSet.type(),
            OpRemoveWinsSet.type(),
            OpLastWriterWinsRegister.type(),
            OpMultiValueRegister.type(),
            OpMaxRegister.<String>type(),
            OpMinRegister.<String>type(),
            OpLastWriterWinsMap.type(),
            OpCausalLog.type(),
            MovableTree.type());

    private BuiltinTypes() {}

    private static Map<String, CrdtType<?, ?, ?>> index(List<CrdtType<?, ?, ?>> types) {
        return types.stream()
                .collect(Collectors.toMap(CrdtType::name, type -> type, (one, other) -> one, LinkedHashMap::new));
    }

    /**
     * The types that neither nest others nor have parameters. Observed-remove maps of any causal type, distinct counts of any
     * precision and Bloom filters of any size are known besides.
     *
     * @return the types
     */
    public static List<CrdtType<?, ?, ?>> all() {
        return List.copyOf(TYPES.values());
    }

    /**
     * The operation-based types that have no parameters.
     *
     * @return the types
     */
    public static List<OpType<?, ?, ?>> operationBased() {
        return OPERATION_BASED;
    }

    /**
     * A type by its name.
     *
     * @param name the name, as it stands in messages
     * @return the type, empty if there is none of this name
     */
    public static Optional<CrdtType<?, ?, ?>> find(String name) {
        return find(name, MAX_NESTING);
    }

    private static Optional<CrdtType<?, ?, ?>> find(String name, int depth) {
        CrdtType<?, ?, ?> type = TYPES.get(name);
        if (type != null) {
            return Optional.of(type);
        }
        if (depth == 0 || !name.startsWith(MAP_OF) || !name.endsWith(")")) {
            return sketch(name).or(() -> operations(name));
        }
        return find(name.substring(MAP_OF.length(), name.length() - 1), depth - 1)
                .filter(child -> child instanceof CausalType<?, ?, ?>)
                .map(child -> mapOf((CausalType<?, ?, ?>) child));
    }

    private static Optional<CrdtType<?, ?, ?>> sketch(String name) {
        return Optional.<CrdtType<?, ?, ?>>empty()
                .or(() -> DistinctCount.named(name))
                .or(() -> BloomFilter.named(name));
    }

    private static Optional<CrdtType<?, ?, ?>> operations(String name) {
        return OPERATION_BASED.stream()
                .filter(type -> OperationObject.nameOf(type).equals(name))
                .findFirst()
                .map(BuiltinTypes::objectOf);
    }

    /* the compiler cannot capture wildcards that depend on each other */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static CrdtType<?, ?, ?> objectOf(OpType<?, ?, ?> type) {
        return OperationObject.of((OpType) type);
    }

    /* the compiler cannot capture three wildcards that depend on each other */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static CrdtType<?, ?, ?> mapOf(CausalType<?, ?, ?> child) {
        return ObservedRemoveMap.of((CausalType) child);
    }
}
