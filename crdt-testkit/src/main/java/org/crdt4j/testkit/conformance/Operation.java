// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.crdt4j.causality.HybridTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * An operation as a case states it.
 *
 * <p>Arguments are plain values: {@link String}, {@link Boolean}, {@link BigInteger}, {@link java.math.BigDecimal} for numbers that are
 * not whole, unmodifiable {@link List} and {@link java.util.Map}, and {@link Values#NULL}.
 *
 * @param name what to do
 * @param arguments with what
 * @param time the explicit time, null if the case states none; times of a case have the order of its {@code ts}, not their distance
 */
public record Operation(
        String name, List<Object> arguments, @Nullable HybridTimestamp time) {

    /**
     * Copies the arguments.
     *
     * @param name what to do
     * @param arguments with what
     * @param time the explicit time, null if the case states none; times of a case have the order of its {@code ts}, not their distance
     */
    public Operation {
        Objects.requireNonNull(name, "name");
        arguments = List.copyOf(arguments);
    }

    /**
     * An argument as it is.
     *
     * @param index which, from 0
     * @return the value
     * @throws MalformedCaseException if there is none
     */
    public Object value(int index) {
        if (index >= arguments.size()) {
            throw new MalformedCaseException(name + " needs an argument " + (index + 1) + ": " + this);
        }
        return arguments.get(index);
    }

    /**
     * An argument that is a text.
     *
     * @param index which, from 0
     * @return the text
     * @throws MalformedCaseException if there is none, or it is something else
     */
    public String text(int index) {
        if (value(index) instanceof String text) {
            return text;
        }
        throw new MalformedCaseException("argument " + (index + 1) + " must be a text: " + this);
    }

    /**
     * An argument that names an entry of a map. Keys of JSON objects are texts, so other values go by their JSON text.
     *
     * @param index which, from 0
     * @return the key
     * @throws MalformedCaseException if there is none
     */
    public String key(int index) {
        return value(index) instanceof String text ? text : Values.show(value(index));
    }

    /**
     * An argument that is a whole number of any size.
     *
     * @param index which, from 0
     * @return the number
     * @throws MalformedCaseException if there is none, or it is something else
     */
    public BigInteger number(int index) {
        if (value(index) instanceof BigInteger number) {
            return number;
        }
        throw new MalformedCaseException("argument " + (index + 1) + " must be a whole number: " + this);
    }

    /**
     * The only argument as an amount.
     *
     * @return the amount, 1 if there is no argument
     * @throws MalformedCaseException if it is not a whole number
     * @throws ArithmeticException if it does not fit into a {@code long}
     */
    public long amount() {
        return arguments.isEmpty() ? 1 : number(0).longValueExact();
    }

    /**
     * An argument that is an operation on a nested object, {@code {type, op, args}}. It is made at the same time.
     *
     * @param index which, from 0
     * @return the operation
     * @throws MalformedCaseException if there is none, or it is something else
     */
    public Nested nested(int index) {
        Fields fields = new Fields("argument " + (index + 1) + " of " + name, value(index));
        String type = fields.text("type");
        Operation operation = new Operation(fields.text("op"), fields.optionalList("args"), time);
        fields.allRead();
        return new Nested(type, operation);
    }

    @Override
    public String toString() {
        String stated = name + Values.show(arguments);
        return time == null ? stated : stated + " at " + time;
    }

    /**
     * An operation on an object in a map.
     *
     * @param type the type of the object
     * @param operation what to do there
     */
    public record Nested(String type, Operation operation) {}
}
