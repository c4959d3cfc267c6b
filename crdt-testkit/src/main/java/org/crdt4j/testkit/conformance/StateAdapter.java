// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;

/**
 * Adapts a state-based type in some lines.
 *
 * <pre>{@code
 * StateAdapter.of(AddWinsSet.<Object>type())
 *         .on("add", (set, operation) -> set.add(operation.value(0)))
 *         .on("rm", (set, operation) -> set.remove(operation.value(0)))
 *         .on("clear", (set, operation) -> set.clear())
 * }</pre>
 *
 * <p>Immutable: each method returns another adapter.
 *
 * @param <T> the live objects
 * @param <D> their deltas
 * @param <C> their reports of what changed
 */
public final class StateAdapter<T extends Crdt<D, C>, D extends Delta<D>, C> implements TypeAdapter<D> {

    private final CrdtType<T, D, C> type;
    private final Map<String, BiFunction<? super T, ? super Operation, ? extends D>> mutators;
    private final Function<? super T, ?> shown;
    private final BiConsumer<? super T, ? super Site> afterReceiving;

    private StateAdapter(
            CrdtType<T, D, C> type,
            Map<String, BiFunction<? super T, ? super Operation, ? extends D>> mutators,
            Function<? super T, ?> shown,
            BiConsumer<? super T, ? super Site> afterReceiving) {
        this.type = type;
        this.mutators = mutators;
        this.shown = shown;
        this.afterReceiving = afterReceiving;
    }

    /**
     * An adapter without operations that shows the value of the type.
     *
     * @param <T> the live objects
     * @param <D> their deltas
     * @param <C> their reports of what changed
     * @param type the type
     * @return the adapter
     */
    public static <T extends Crdt<D, C>, D extends Delta<D>, C> StateAdapter<T, D, C> of(CrdtType<T, D, C> type) {
        return new StateAdapter<>(Objects.requireNonNull(type, "type"), Map.of(), Crdt::value, (live, site) -> {});
    }

    /**
     * With one more operation.
     *
     * @param operation its name in cases
     * @param mutator performs it and returns the delta
     * @return the adapter
     */
    public StateAdapter<T, D, C> on(String operation, BiFunction<? super T, ? super Operation, ? extends D> mutator) {
        Map<String, BiFunction<? super T, ? super Operation, ? extends D>> more = new LinkedHashMap<>(mutators);
        more.put(operation, mutator);
        return new StateAdapter<>(type, more, shown, afterReceiving);
    }

    /**
     * With an operation that cases may demand to be refused.
     *
     * @param operation its name in cases
     * @param reason why the type does not have it
     * @return the adapter
     */
    public StateAdapter<T, D, C> refusing(String operation, String reason) {
        return on(operation, (live, stated) -> {
            throw new UnsupportedOperationException(reason);
        });
    }

    /**
     * With another value than {@link Crdt#value()}.
     *
     * @param value what cases compare
     * @return the adapter
     */
    public StateAdapter<T, D, C> showing(Function<? super T, ?> value) {
        return new StateAdapter<>(type, mutators, value, afterReceiving);
    }

    /**
     * With something to do at a site when its object has received a message, as a replica would do it around the object.
     *
     * @param action takes the object and its site
     * @return the adapter
     */
    public StateAdapter<T, D, C> afterReceiving(BiConsumer<? super T, ? super Site> action) {
        return new StateAdapter<>(type, mutators, shown, action);
    }

    @Override
    public Subject<D> create(Site site) {
        T live = type.create(site.context());
        return new Subject<>() {
            @Override
            public D perform(Operation operation) {
                return StateAdapter.this.perform(live, operation);
            }

            @Override
            public boolean receive(D message) {
                boolean grew = live.join(message);
                afterReceiving.accept(live, site);
                return grew;
            }

            @Override
            public D state() {
                return live.state();
            }

            @Override
            public Object value() {
                return StateAdapter.this.value(live);
            }

            @Override
            public void checkInvariants() {
                live.checkInvariants();
            }
        };
    }

    D perform(T live, Operation operation) {
        BiFunction<? super T, ? super Operation, ? extends D> mutator = mutators.get(operation.name());
        if (mutator == null) {
            throw new MalformedCaseException("a " + type.name() + " has no operation " + operation.name() + ", only "
                    + String.join(", ", mutators.keySet()));
        }
        return mutator.apply(live, operation);
    }

    Object value(T live) {
        return Values.plain(shown.apply(live));
    }
}
