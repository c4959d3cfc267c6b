// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Classes as an application has them. */
final class Samples {

    private Samples() {}

    enum Color {
        RED,
        /** A constant with a class of its own. */
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    record Point(int x, @Nullable String label, Color color) {}

    record Positive(int number) {
        Positive {
            if (number < 1) {
                throw new IllegalArgumentException("must be positive: " + number);
            }
        }
    }

    record Node(@Nullable Object next) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Photo(byte[] pixels) {
        @Override
        public boolean equals(Object object) {
            return object instanceof Photo other && Arrays.equals(pixels, other.pixels);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(pixels);
        }
    }

    static class Named {
        String name = "";
    }

    /** A plain class with fields of every sort. */
    static final class Order extends Named {
        int quantity;
        long cents;
        double weight;
        boolean paid;
        char grade;
        byte small;
        short low;
        float ratio;
        private final List<String> tags = new ArrayList<>();

        @Nullable
        List<@Nullable Object> parts;

        @Nullable
        Integer boxed;

        byte @Nullable [] blob;

        @Nullable
        Order previous;

        transient int cached;

        private Order() {}

        Order(String name, int quantity) {
            this.name = name;
            this.quantity = quantity;
        }

        /** Touches every field, so that one of a wrong class is found out. */
        void check() {
            cached = Objects.requireNonNullElse(name, "").length()
                    + Objects.requireNonNullElse(tags, List.of()).size()
                    + Objects.requireNonNullElse(parts, List.of()).size()
                    + Objects.requireNonNullElse(boxed, 0)
                    + Objects.requireNonNullElse(blob, new byte[0]).length;
            if (previous != null) {
                previous.check();
            }
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Order other && fields().equals(other.fields());
        }

        private List<@Nullable Object> fields() {
            return Arrays.asList(
                    name,
                    quantity,
                    cents,
                    weight,
                    paid,
                    grade,
                    small,
                    low,
                    ratio,
                    tags,
                    parts,
                    boxed,
                    blob == null ? null : ByteBuffer.wrap(blob),
                    previous);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, quantity);
        }
    }
}
