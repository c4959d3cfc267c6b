// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.util.Optional;
import org.crdt4j.op.FlagOperation;
import org.crdt4j.op.OpAddWinsSet;
import org.crdt4j.op.OpCausalLog;
import org.crdt4j.op.OpDisableWinsFlag;
import org.crdt4j.op.OpEnableWinsFlag;
import org.crdt4j.op.OpGrowOnlyCounter;
import org.crdt4j.op.OpGrowOnlySet;
import org.crdt4j.op.OpLastWriterWinsMap;
import org.crdt4j.op.OpLastWriterWinsRegister;
import org.crdt4j.op.OpMultiValueRegister;
import org.crdt4j.op.OpPnCounter;
import org.crdt4j.op.OpRemoveWinsSet;
import org.crdt4j.op.OpTwoPhaseSet;

/**
 * The operation-based flavours of the types of this project, by the names that cases give the types. What would have no effect is not
 * sent: later operations of its author would depend on it.
 */
final class OperationBasedAdapters {

    private OperationBasedAdapters() {}

    static TypeRegistry addTo(TypeRegistry types) {
        return types.withOperationBased("GCOUNTER", growOnlyCounter())
                .withOperationBased("PNCOUNTER", pnCounter())
                .withOperationBased("GSET", growOnlySet())
                .withOperationBased("TWOPSET", twoPhaseSet())
                .withOperationBased("ORSET_AW", addWinsSet())
                .withOperationBased("ORSET_RW", removeWinsSet())
                .withOperationBased("EW_FLAG", enableWinsFlag())
                .withOperationBased("DW_FLAG", disableWinsFlag())
                .withOperationBased("LWW_REGISTER", lastWriterWinsRegister())
                .withOperationBased("LWW_REGISTER_HLC", hybridClockRegister())
                .withOperationBased("MV_REGISTER", multiValueRegister())
                .withOperationBased("LWW_MAP", lastWriterWinsMap())
                .withOperationBased("CAUSAL_FEED", causalLog());
    }

    private static <O> Optional<O> sentIf(boolean hasEffect, O operation) {
        return hasEffect ? Optional.of(operation) : Optional.empty();
    }

    private static TypeAdapter<?> growOnlyCounter() {
        return OperationAdapter.<OpGrowOnlyCounter, OpPnCounter.Add>of(OpGrowOnlyCounter::new)
                .on("inc", (counter, operation) -> Optional.of(counter.increment(operation.amount())))
                .refusing("dec", BuiltinAdapters.NO_SHRINKING)
                .refusing("reset", BuiltinAdapters.NO_RESET)
                .showing(OpGrowOnlyCounter::bigValue);
    }

    private static TypeAdapter<?> pnCounter() {
        return OperationAdapter.<OpPnCounter, OpPnCounter.Add>of(OpPnCounter::new)
                .on("inc", (counter, operation) -> Optional.of(counter.increment(operation.amount())))
                .on("dec", (counter, operation) -> Optional.of(counter.decrement(operation.amount())))
                .refusing("reset", BuiltinAdapters.NO_RESET)
                .showing(OpPnCounter::bigValue);
    }

    private static TypeAdapter<?> growOnlySet() {
        return OperationAdapter.<OpGrowOnlySet<Object>, OpGrowOnlySet.Add<Object>>of(OpGrowOnlySet::new)
                .on("add", (set, operation) -> Optional.of(set.add(operation.value(0))))
                .refusing("rm", BuiltinAdapters.NO_REMOVES)
                .refusing("clear", BuiltinAdapters.NO_REMOVES);
    }

    private static TypeAdapter<?> twoPhaseSet() {
        return OperationAdapter.<OpTwoPhaseSet<Object>, OpTwoPhaseSet.Operation<Object>>of(OpTwoPhaseSet::new)
                .on("add", (set, operation) -> sentIf(!set.isRemoved(operation.value(0)), set.add(operation.value(0))))
                .on("rm", (set, operation) -> Optional.of(set.remove(operation.value(0))))
                .on("clear", (set, operation) -> sentIf(set.size() > 0, set.clear()));
    }

    private static TypeAdapter<?> addWinsSet() {
        return OperationAdapter.<OpAddWinsSet<Object>, OpAddWinsSet.Operation<Object>>of(OpAddWinsSet::new)
                .on("add", (set, operation) -> Optional.of(set.add(operation.value(0))))
                .on("rm", (set, operation) -> sentIf(set.contains(operation.value(0)), set.remove(operation.value(0))))
                .on("clear", (set, operation) -> Optional.of(set.clear()));
    }

    private static TypeAdapter<?> removeWinsSet() {
        return OperationAdapter.<OpRemoveWinsSet<Object>, OpRemoveWinsSet.Operation<Object>>of(OpRemoveWinsSet::new)
                .on("add", (set, operation) -> Optional.of(set.add(operation.value(0))))
                .on("rm", (set, operation) -> Optional.of(set.remove(operation.value(0))))
                .on("clear", (set, operation) -> Optional.of(set.clear()));
    }

    private static TypeAdapter<?> enableWinsFlag() {
        return OperationAdapter.<OpEnableWinsFlag, FlagOperation>of(OpEnableWinsFlag::new)
                .on("enable", (flag, operation) -> Optional.of(flag.enable()))
                .on("disable", (flag, operation) -> sentIf(flag.isEnabled(), flag.disable()));
    }

    private static TypeAdapter<?> disableWinsFlag() {
        return OperationAdapter.<OpDisableWinsFlag, FlagOperation>of(OpDisableWinsFlag::new)
                .on("enable", (flag, operation) -> Optional.of(flag.enable()))
                .on("disable", (flag, operation) -> Optional.of(flag.disable()));
    }

    private static OperationAdapter<OpLastWriterWinsRegister<Object>, OpLastWriterWinsRegister.Operation<Object>>
            register() {
        return OperationAdapter.<OpLastWriterWinsRegister<Object>, OpLastWriterWinsRegister.Operation<Object>>of(
                        OpLastWriterWinsRegister::new)
                .on("reset", (register, operation) -> sentIf(register.value().isPresent(), register.clear()));
    }

    private static TypeAdapter<?> lastWriterWinsRegister() {
        return register()
                .on(
                        "set",
                        (register, operation) -> Optional.of(
                                operation.time() == null
                                        ? register.assign(operation.value(0))
                                        : register.assign(operation.value(0), operation.time())));
    }

    /* The time of an operation has set the physical clock already, and the tag takes its time from there. */
    private static TypeAdapter<?> hybridClockRegister() {
        return register().on("set", (register, operation) -> Optional.of(register.assign(operation.value(0))));
    }

    private static TypeAdapter<?> multiValueRegister() {
        return OperationAdapter.<OpMultiValueRegister<Object>, OpMultiValueRegister.Operation<Object>>of(
                        OpMultiValueRegister::new)
                .on("set", (register, operation) -> Optional.of(register.assign(operation.value(0))))
                .on("reset", (register, operation) -> sentIf(!register.value().isEmpty(), register.clear()));
    }

    private static TypeAdapter<?> lastWriterWinsMap() {
        return OperationAdapter.<OpLastWriterWinsMap<String, Object>, OpLastWriterWinsMap.Operation<String, Object>>of(
                        OpLastWriterWinsMap::new)
                .on(
                        "put",
                        (map, operation) -> Optional.of(
                                operation.time() == null
                                        ? map.put(operation.key(0), operation.value(1))
                                        : map.put(operation.key(0), operation.value(1), operation.time())))
                .on(
                        "del",
                        (map, operation) -> Optional.of(
                                operation.time() == null
                                        ? map.remove(operation.key(0))
                                        : map.remove(operation.key(0), operation.time())));
    }

    private static TypeAdapter<?> causalLog() {
        return OperationAdapter.<OpCausalLog<Object>, OpCausalLog.Operation<Object>>of(OpCausalLog::new)
                .on(
                        "post",
                        (log, operation) -> Optional.of(
                                operation.time() == null
                                        ? log.append(operation.value(0))
                                        : log.append(operation.value(0), operation.time())));
    }
}
