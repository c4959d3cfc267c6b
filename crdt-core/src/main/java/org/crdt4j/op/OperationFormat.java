// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/** How operations of several kinds are written: the number of the kind, then its parts. Immutable. */
final class OperationFormat<O> implements WireFormat<O> {

    /* Kinds are numbered in the order in which they are given, so a type may get more of them later, at the end. */

    private record Kind<O>(Class<?> operations, WireFormat<O> format) {}

    /** Puts three parts together. */
    interface Three<A, B, C, R> {

        R of(A first, B second, C third);
    }

    private final List<Kind<O>> kinds;

    private OperationFormat(List<Kind<O>> kinds) {
        this.kinds = kinds;
    }

    static <O> OperationFormat<O> none() {
        return new OperationFormat<>(List.of());
    }

    @SuppressWarnings("unchecked")
    private <K extends O> OperationFormat<O> with(Class<? super K> kind, WireFormat<K> format) {
        List<Kind<O>> more = new ArrayList<>(kinds);
        more.add(new Kind<>(kind, (WireFormat<O>) format));
        return new OperationFormat<>(more);
    }

    <K extends O, A> OperationFormat<O> with(
            Class<? super K> kind, WireFormat<A> first, Function<K, A> firstOf, Function<A, K> constructor) {
        return with(kind, new WireFormat<K>() {
            @Override
            public void write(K operation, WireOutput out) {
                first.write(firstOf.apply(operation), out);
            }

            @Override
            public K read(WireInput in) {
                return constructor.apply(first.read(in));
            }
        });
    }

    <K extends O, A, B> OperationFormat<O> with(
            Class<? super K> kind,
            WireFormat<A> first,
            Function<K, A> firstOf,
            WireFormat<B> second,
            Function<K, B> secondOf,
            BiFunction<A, B, K> constructor) {
        return with(kind, new WireFormat<K>() {
            @Override
            public void write(K operation, WireOutput out) {
                first.write(firstOf.apply(operation), out);
                second.write(secondOf.apply(operation), out);
            }

            @Override
            public K read(WireInput in) {
                return constructor.apply(first.read(in), second.read(in));
            }
        });
    }

    <K extends O, A, B, C> OperationFormat<O> with(
            Class<? super K> kind,
            WireFormat<A> first,
            Function<K, A> firstOf,
            WireFormat<B> second,
            Function<K, B> secondOf,
            WireFormat<C> third,
            Function<K, C> thirdOf,
            Three<A, B, C, K> constructor) {
        return with(kind, new WireFormat<K>() {
            @Override
            public void write(K operation, WireOutput out) {
                first.write(firstOf.apply(operation), out);
                second.write(secondOf.apply(operation), out);
                third.write(thirdOf.apply(operation), out);
            }

            @Override
            public K read(WireInput in) {
                return constructor.of(first.read(in), second.read(in), third.read(in));
            }
        });
    }

    @Override
    public void write(O operation, WireOutput out) {
        for (int number = 0; number < kinds.size(); number++) {
            Kind<O> kind = kinds.get(number);
            if (kind.operations.isInstance(operation)) {
                out.writeCount(number);
                kind.format.write(operation, out);
                return;
            }
        }
        throw new IllegalStateException("no format for " + operation);
    }

    @Override
    public O read(WireInput in) {
        long number = in.readCount();
        if (number >= kinds.size()) {
            throw WireInput.corrupt("no kind of operation: " + number);
        }
        return kinds.get((int) number).format.read(in);
    }
}
