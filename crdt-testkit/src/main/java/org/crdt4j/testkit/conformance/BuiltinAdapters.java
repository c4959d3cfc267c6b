// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import org.crdt4j.counter.GrowOnlyCounter;
import org.crdt4j.counter.PnCounter;
import org.crdt4j.counter.ResettableCounter;
import org.crdt4j.flag.DisableWinsFlag;
import org.crdt4j.flag.EnableWinsFlag;
import org.crdt4j.flag.GrowOnlyFlag;
import org.crdt4j.log.CausalLog;
import org.crdt4j.map.LastWriterWinsMap;
import org.crdt4j.register.LastWriterWinsRegister;
import org.crdt4j.register.MultiValueRegister;
import org.crdt4j.set.AddWinsSet;
import org.crdt4j.set.GrowOnlySet;
import org.crdt4j.set.LastWriterWinsSet;
import org.crdt4j.set.RemoveWinsSet;
import org.crdt4j.set.TwoPhaseSet;

/** The types of this project, by the names that cases give them. */
final class BuiltinAdapters {

    static final String NO_RESET = "this counter cannot be reset: use a ResettableCounter";
    static final String NO_SHRINKING = "a grow-only counter does not shrink: use a PnCounter";

    static final String NO_REMOVES = "nothing is removed from a grow-only set: use an AddWinsSet";

    private BuiltinAdapters() {}

    static TypeRegistry registry() {
        TypeRegistry types = TypeRegistry.empty()
                .with("GCOUNTER", growOnlyCounter())
                .with("PNCOUNTER", pnCounter())
                .with("BCOUNTER", new BoundedCounterAdapter())
                .with("G_FLAG", growOnlyFlag())
                .with("GSET", growOnlySet())
                .with("TWOPSET", twoPhaseSet())
                .with("VERSION_VECTOR", new VersionVectorAdapter())
                .with(ObservedRemoveMapAdapter.NAME, new ObservedRemoveMapAdapter(children()));
        for (Map.Entry<String, Nestable<?, ?, ?>> causal : causalTypes().entrySet()) {
            types = types.with(causal.getKey(), causal.getValue().adapter());
        }
        return OperationBasedAdapters.addTo(types);
    }

    /* What can be removed by observation, so that it can stand alone and in a map. */
    private static Map<String, Nestable<?, ?, ?>> causalTypes() {
        Map<String, Nestable<?, ?, ?>> types = new LinkedHashMap<>();
        types.put("RESET_COUNTER", resettableCounter());
        types.put("ORSET_AW", addWinsSet());
        types.put("ORSET_RW", removeWinsSet());
        types.put("LWW_SET", lastWriterWinsSet());
        types.put("EW_FLAG", enableWinsFlag());
        types.put("DW_FLAG", disableWinsFlag());
        types.put("LWW_REGISTER", lastWriterWinsRegister());
        types.put("LWW_REGISTER_HLC", hybridClockRegister());
        types.put("MV_REGISTER", multiValueRegister());
        types.put("LWW_MAP", lastWriterWinsMap());
        types.put("CAUSAL_FEED", causalLog());
        return types;
    }

    /* In a map each counter has to be removable by observation, whatever the case calls it. */
    private static Map<String, Nestable<?, ?, ?>> children() {
        Map<String, Nestable<?, ?, ?>> types = causalTypes();
        types.put("PNCOUNTER", resettableCounter());
        types.put("GCOUNTER", growingChild());
        return types;
    }

    private static TypeAdapter<?> growOnlyCounter() {
        return StateAdapter.of(GrowOnlyCounter.type())
                .on("inc", (counter, operation) -> counter.increment(operation.amount()))
                .refusing("dec", NO_SHRINKING)
                .refusing("reset", NO_RESET)
                .showing(GrowOnlyCounter::bigValue);
    }

    private static TypeAdapter<?> pnCounter() {
        return StateAdapter.of(PnCounter.type())
                .on("inc", (counter, operation) -> counter.increment(operation.amount()))
                .on("dec", (counter, operation) -> counter.decrement(operation.amount()))
                .refusing("reset", NO_RESET)
                .showing(PnCounter::bigValue);
    }

    private static Nestable<?, ?, ?> resettableCounter() {
        return Nestable.of(
                ResettableCounter.type(),
                adapter -> adapter.on("inc", (counter, operation) -> counter.increment(operation.amount()))
                        .on("dec", (counter, operation) -> counter.decrement(operation.amount()))
                        .on("reset", (counter, operation) -> counter.reset())
                        .showing(ResettableCounter::bigValue));
    }

    private static Nestable<?, ?, ?> growingChild() {
        return Nestable.of(
                ResettableCounter.type(),
                adapter -> adapter.on("inc", (counter, operation) -> counter.increment(positive(operation.amount())))
                        .refusing("dec", NO_SHRINKING)
                        .refusing("reset", NO_RESET)
                        .showing(ResettableCounter::bigValue));
    }

    private static long positive(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException(NO_SHRINKING);
        }
        return amount;
    }

    private static Nestable<?, ?, ?> addWinsSet() {
        return Nestable.of(
                AddWinsSet.<Object>type(),
                adapter -> adapter.on("add", (set, operation) -> set.add(operation.value(0)))
                        .on("rm", (set, operation) -> set.remove(operation.value(0)))
                        .on("clear", (set, operation) -> set.clear()));
    }

    private static TypeAdapter<?> growOnlyFlag() {
        return StateAdapter.of(GrowOnlyFlag.type())
                .on("enable", (flag, operation) -> flag.enable())
                .refusing("disable", "a grow-only flag stays on: use an EnableWinsFlag or a DisableWinsFlag");
    }

    private static TypeAdapter<?> growOnlySet() {
        return StateAdapter.of(GrowOnlySet.<Object>type())
                .on("add", (set, operation) -> set.add(operation.value(0)))
                .refusing("rm", NO_REMOVES)
                .refusing("clear", NO_REMOVES);
    }

    private static TypeAdapter<?> twoPhaseSet() {
        return StateAdapter.of(TwoPhaseSet.<Object>type())
                .on("add", (set, operation) -> set.add(operation.value(0)))
                .on("rm", (set, operation) -> set.remove(operation.value(0)))
                .on("clear", (set, operation) -> set.clear());
    }

    private static Nestable<?, ?, ?> removeWinsSet() {
        return Nestable.of(
                RemoveWinsSet.<Object>type(),
                adapter -> adapter.on("add", (set, operation) -> set.add(operation.value(0)))
                        .on("rm", (set, operation) -> set.remove(operation.value(0)))
                        .on("clear", (set, operation) -> set.clear()));
    }

    private static Nestable<?, ?, ?> lastWriterWinsSet() {
        return Nestable.of(
                LastWriterWinsSet.<Object>type(),
                adapter -> adapter.on(
                                "add",
                                (set, operation) -> operation.time() == null
                                        ? set.add(operation.value(0))
                                        : set.add(operation.value(0), operation.time()))
                        .on(
                                "rm",
                                (set, operation) -> operation.time() == null
                                        ? set.remove(operation.value(0))
                                        : set.remove(operation.value(0), operation.time()))
                        .on("clear", (set, operation) -> set.clear()));
    }

    private static Nestable<?, ?, ?> enableWinsFlag() {
        return Nestable.of(
                EnableWinsFlag.type(),
                adapter -> adapter.on("enable", (flag, operation) -> flag.enable())
                        .on("disable", (flag, operation) -> flag.disable()));
    }

    private static Nestable<?, ?, ?> disableWinsFlag() {
        return Nestable.of(
                DisableWinsFlag.type(),
                adapter -> adapter.on("enable", (flag, operation) -> flag.enable())
                        .on("disable", (flag, operation) -> flag.disable()));
    }

    private static Nestable<?, ?, ?> lastWriterWinsRegister() {
        return Nestable.of(
                LastWriterWinsRegister.<Object>type(),
                adapter -> adapter.on(
                                "set",
                                (register, operation) -> operation.time() == null
                                        ? register.assign(operation.value(0))
                                        : register.assign(operation.value(0), operation.time()))
                        .on("reset", (register, operation) -> register.clear()));
    }

    /* The time of an operation has set the physical clock already. A replica takes note of the times that it receives. */
    private static Nestable<?, ?, ?> hybridClockRegister() {
        return Nestable.of(
                LastWriterWinsRegister.<Object>type(),
                adapter -> adapter.on("set", (register, operation) -> register.assign(operation.value(0)))
                        .on("reset", (register, operation) -> register.clear())
                        .afterReceiving((register, site) -> register.time().ifPresent(site.clock()::observe)));
    }

    private static Nestable<?, ?, ?> multiValueRegister() {
        return Nestable.of(
                MultiValueRegister.<Object>type(),
                adapter -> adapter.on("set", (register, operation) -> register.assign(operation.value(0)))
                        .on("reset", (register, operation) -> register.clear()));
    }

    private static Nestable<?, ?, ?> lastWriterWinsMap() {
        return Nestable.of(
                LastWriterWinsMap.<String, Object>type(),
                adapter -> adapter.on(
                                "put",
                                (map, operation) -> operation.time() == null
                                        ? map.put(operation.key(0), operation.value(1))
                                        : map.put(operation.key(0), operation.value(1), operation.time()))
                        .on(
                                "del",
                                (map, operation) -> operation.time() == null
                                        ? map.remove(operation.key(0))
                                        : map.remove(operation.key(0), operation.time())));
    }

    private static Nestable<?, ?, ?> causalLog() {
        return Nestable.of(
                CausalLog.<Object>type(),
                adapter -> adapter.on(
                        "post",
                        (log, operation) -> operation.time() == null
                                ? log.append(operation.value(0))
                                : log.append(operation.value(0), operation.time())));
    }
}
