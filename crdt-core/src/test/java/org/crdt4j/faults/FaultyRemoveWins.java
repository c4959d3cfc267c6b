// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.DotMap;
import org.crdt4j.causality.DotStore.Owner;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.CausalCrdt;
import org.crdt4j.crdt.CausalType;
import org.crdt4j.crdt.RemoveWins;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.SetChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.set.AddWinsSetLawsTest;
import org.crdt4j.set.RemoveWinsSetLawsTest;
import org.crdt4j.set.RemoveWinsSetLawsTest.Kind;
import org.crdt4j.set.RemoveWinsSetLawsTest.Op;
import org.crdt4j.testkit.Subject;
import org.jspecify.annotations.Nullable;

/** A remove-wins set that does nothing fast, with a place for each fault. */
final class FaultyRemoveWins extends CausalCrdt<DotMap<String, RemoveWins>, SetChange<String>> {

    private final Fault fault;

    private FaultyRemoveWins(ReplicaContext replicaContext, DotMap<String, RemoveWins> store, Fault fault) {
        super(replicaContext, store);
        this.fault = fault;
    }

    static Subject<FaultyRemoveWins, Causal<DotMap<String, RemoveWins>>, SetChange<String>, Op> subject(Fault fault) {
        CausalType<FaultyRemoveWins, DotMap<String, RemoveWins>, SetChange<String>> type = new CausalType<>(
                "faulty-remove-wins-set",
                DotMap.empty(),
                (context, store) -> new FaultyRemoveWins(context, store, fault),
                WireFormat.dotMap(RemoveWins.format()));
        return Subject.of(
                        type,
                        (random, set) -> RemoveWinsSetLawsTest.draw(random),
                        FaultyRemoveWins::apply,
                        RemoveWinsSetLawsTest::elements)
                .reporting(AddWinsSetLawsTest::reported);
    }

    @Override
    public Set<String> value() {
        return elements(store());
    }

    private Set<String> elements(DotMap<String, RemoveWins> store) {
        Set<String> elements = new TreeSet<>();
        store.forEach((element, events) -> {
            if (isIn(events)) {
                elements.add(element);
            }
        });
        return Set.copyOf(elements);
    }

    private boolean isIn(@Nullable RemoveWins events) {
        return events != null
                && (fault == Fault.ADD_ENDS_UNSEEN_REMOVES ? !events.adds().isEmpty() : events.isThere());
    }

    private Causal<DotMap<String, RemoveWins>> apply(Op op) {
        return switch (op.kind()) {
            case ADD, REMOVE -> inOneDelta(() -> op.elements().forEach(element -> write(op.kind(), element)));
            case CLEAR ->
                fault == Fault.CLEAR_WINS_TOO
                        ? inOneDelta(() -> List.copyOf(store().keys()).forEach(key -> write(Kind.REMOVE, key)))
                        : removeAll();
            case FORGET -> inOneDelta(() -> List.copyOf(store().keys()).forEach(this::forget));
        };
    }

    private void write(Kind kind, String element) {
        RemoveWins before = store().get(element);
        if (kind == Kind.REMOVE && before == null && fault == Fault.REMOVE_OF_ABSENT_FORGOTTEN) {
            return;
        }
        Dot dot = replicaContext().nextDot();
        put(element, kind == Kind.ADD ? RemoveWins.added(dot) : RemoveWins.removed(dot));
    }

    private void forget(String element) {
        if (!isIn(store().get(element))) {
            put(element, RemoveWins.nothing());
        }
    }

    private void put(String element, RemoveWins after) {
        DotMap<String, RemoveWins> before = store();
        RemoveWins replaced = before.get(element);
        MutableCausalContext context = dotsOf(replaced == null ? RemoveWins.nothing() : replaced);
        after.forEachDot(context::add);
        DotMap<String, RemoveWins> changed = with(before, element, after);
        commit(changed, DotMap.touching(element, after), context.snapshot());
        report(change(before, changed));
    }

    /* copies, so that a report can compare */
    private static DotMap<String, RemoveWins> with(
            DotMap<String, RemoveWins> before, String element, RemoveWins after) {
        Map<String, RemoveWins> copy = new HashMap<>();
        before.forEach(copy::put);
        copy.put(element, after);
        copy.values().removeIf(RemoveWins::isEmpty);
        return DotMap.of(copy, false);
    }

    /* it must not: who has dropped a remove cannot name it in an add any more */
    @Override
    protected DotMap<String, RemoveWins> compact(
            DotMap<String, RemoveWins> present, VersionVector stable, Owner editor) {
        DotMap<String, RemoveWins> smaller = present;
        if (fault == Fault.STABLE_REMOVES_DROPPED_SILENTLY) {
            for (String element : List.copyOf(present.keys())) {
                RemoveWins events = present.get(element);
                if (events != null && !isIn(events) && events.since(stable).isEmpty()) {
                    smaller = with(smaller, element, RemoveWins.nothing());
                }
            }
        }
        return smaller;
    }

    @Override
    public @Nullable SetChange<String> change(DotMap<String, RemoveWins> before, DotMap<String, RemoveWins> after) {
        SetChange.Collector<String> changes = new SetChange.Collector<>();
        before.forEach((element, events) -> changes.put(element, isIn(events), isIn(after.get(element))));
        after.forEach((element, events) -> changes.put(element, isIn(before.get(element)), isIn(events)));
        return changes.change();
    }
}
