// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.Tagged;

/**
 * A further operation-based flavour in the history of another one: at each replica its operations are made and take effect when those
 * of the other do, under the same tags.
 */
final class Companion<A, Y extends OpCrdt<P, R, ?>, P, R extends Delta<R>> {

    /** A flavour, and how what is done is prepared in it. */
    record Flavour<A, Y extends OpCrdt<P, R, ?>, P, R extends Delta<R>>(
            OpType<Y, P, R> type, BiFunction<? super Y, ? super A, ? extends P> preparer) {

        Flavour {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(preparer, "preparer");
        }

        Companion<A, Y, P, R> at(int replicas, Codec codec) {
            return new Companion<>(this, replicas, codec);
        }
    }

    private final Flavour<A, Y, P, R> flavour;
    private final Codec codec;
    private final List<Y> objects = new ArrayList<>();
    private final List<Tagged<P>> events = new ArrayList<>();

    private Companion(Flavour<A, Y, P, R> flavour, int replicas, Codec codec) {
        this.flavour = flavour;
        this.codec = codec;
        for (int index = 0; index < replicas; index++) {
            objects.add(flavour.type.create());
        }
    }

    String name() {
        return flavour.type.name();
    }

    void act(int replica, A action, Tagged<?> like) {
        Y object = objects.get(replica);
        P operation = flavour.preparer.apply(object, action);
        object.validate(operation);
        Tagged<P> tagged = new Tagged<>(operation, like.dot(), like.dependencies(), like.time());
        events.add(tagged);
        object.effect(tagged);
    }

    void effect(int replica, int event) {
        Tagged<P> tagged = events.get(event);
        objects.get(replica).validate(tagged.operation());
        objects.get(replica).effect(tagged);
    }

    void compact(int replica, VersionVector stable) {
        objects.get(replica).compact(stable);
    }

    void checkInvariants(int replica) {
        objects.get(replica).checkInvariants();
    }

    Object value(int replica) {
        return objects.get(replica).value();
    }

    Object valueOf(List<Integer> order) {
        Y object = flavour.type.create();
        order.forEach(event -> object.effect(events.get(event)));
        object.checkInvariants();
        return object.value();
    }

    void checkStates(int one, int other, Object together, List<Integer> rest, Object all) {
        String states = "the states of " + name() + " at r" + one + " and r" + other;
        R state = objects.get(one).state();
        Y joined = flavour.type.create();
        joined.join(state);
        joined.join(OperationRun.copy(
                codec, flavour.type.stateFormat(), objects.get(other).state()));
        joined.checkInvariants();
        OperationRun.demandEqual(states + " give the value of their operations", together, joined.value());
        OperationRun.demandEqual("a state that was joined adds nothing to " + states, false, joined.join(state));
        rest.forEach(event -> joined.effect(events.get(event)));
        OperationRun.demandEqual("what comes after " + states, all, joined.value());
    }

    void checkFormat() {
        for (Tagged<P> event : events) {
            P operation = event.operation();
            P read = OperationRun.copy(codec, flavour.type.format(), operation);
            OperationRun.demandEqual("operations of " + name() + " are written and read", operation, read);
        }
    }
}
