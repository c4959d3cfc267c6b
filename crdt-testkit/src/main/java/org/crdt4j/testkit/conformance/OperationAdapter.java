// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.crdt4j.causality.Dot;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.op.OpReplica;

/**
 * Adapts an operation-based type. What a case calls the state of a replica is here every operation that the replica knows; to merge is
 * to receive them.
 *
 * <p>Immutable: each method returns another adapter.
 *
 * @param <T> the live objects
 * @param <O> their operations
 */
public final class OperationAdapter<T extends OpCrdt<O, ?, ?>, O> implements TypeAdapter<List<Tagged<O>>> {

    private final Supplier<? extends T> objects;
    private final Map<String, BiFunction<? super T, ? super Operation, Optional<? extends O>>> prepares;
    private final Function<? super T, ?> shown;

    private OperationAdapter(
            Supplier<? extends T> objects,
            Map<String, BiFunction<? super T, ? super Operation, Optional<? extends O>>> prepares,
            Function<? super T, ?> shown) {
        this.objects = objects;
        this.prepares = prepares;
        this.shown = shown;
    }

    /**
     * An adapter without operations that shows the value of the type.
     *
     * @param <T> the live objects
     * @param <O> their operations
     * @param objects makes objects without any operation
     * @return the adapter
     */
    public static <T extends OpCrdt<O, ?, ?>, O> OperationAdapter<T, O> of(Supplier<? extends T> objects) {
        return new OperationAdapter<>(Objects.requireNonNull(objects, "objects"), Map.of(), OpCrdt::value);
    }

    /**
     * With one more operation.
     *
     * @param operation its name in cases
     * @param prepare prepares it; if there is nothing to be done, nothing is sent, and others do not wait for it
     * @return the adapter
     */
    public OperationAdapter<T, O> on(
            String operation, BiFunction<? super T, ? super Operation, Optional<? extends O>> prepare) {
        Map<String, BiFunction<? super T, ? super Operation, Optional<? extends O>>> more =
                new LinkedHashMap<>(prepares);
        more.put(operation, prepare);
        return new OperationAdapter<>(objects, more, shown);
    }

    /**
     * With an operation that cases may demand to be refused.
     *
     * @param operation its name in cases
     * @param reason why the type does not have it
     * @return the adapter
     */
    public OperationAdapter<T, O> refusing(String operation, String reason) {
        return on(operation, (object, stated) -> {
            throw new UnsupportedOperationException(reason);
        });
    }

    /**
     * With another value than {@link OpCrdt#value()}.
     *
     * @param value what cases compare
     * @return the adapter
     */
    public OperationAdapter<T, O> showing(Function<? super T, ?> value) {
        return new OperationAdapter<>(objects, prepares, value);
    }

    @Override
    public boolean deliversCausally() {
        return true;
    }

    @Override
    public Subject<List<Tagged<O>>> create(Site site) {
        return new LiveReplica(site);
    }

    private final class LiveReplica implements Subject<List<Tagged<O>>> {

        private final OpReplica<T, O> replica;
        private final Map<Dot, Tagged<O>> known = new LinkedHashMap<>();

        LiveReplica(Site site) {
            replica = new OpReplica<>(objects.get(), site.replica(), site.clock());
        }

        @Override
        public List<Tagged<O>> perform(Operation operation) {
            BiFunction<? super T, ? super Operation, Optional<? extends O>> prepare = prepares.get(operation.name());
            if (prepare == null) {
                throw new MalformedCaseException(
                        "no operation " + operation.name() + ", only " + String.join(", ", prepares.keySet()));
            }
            Optional<? extends O> prepared = prepare.apply(replica.object(), operation);
            if (prepared.isEmpty()) {
                return List.of();
            }
            Tagged<O> tagged = replica.update(object -> prepared.get());
            known.put(tagged.dot(), tagged);
            return List.of(tagged);
        }

        @Override
        public boolean receive(List<Tagged<O>> message) {
            boolean isNew = false;
            for (Tagged<O> operation : message) {
                isNew |= replica.receive(operation);
                known.put(operation.dot(), operation);
            }
            return isNew;
        }

        @Override
        public List<Tagged<O>> state() {
            return List.copyOf(known.values());
        }

        @Override
        public Object value() {
            return Values.plain(shown.apply(replica.object()));
        }

        @Override
        public boolean isHoldingBack() {
            return replica.pending() > 0;
        }

        @Override
        public void checkInvariants() {
            replica.checkInvariants();
        }
    }
}
