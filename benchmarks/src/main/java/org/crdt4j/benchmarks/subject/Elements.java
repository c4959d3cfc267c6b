// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.subject;

import java.util.Random;
import java.util.UUID;

/** The data of all workloads: UUID strings of 36 characters from a seeded generator. */
public final class Elements {

    private static final long BASE_SEED = 42;
    private static final long EXTRA_SEED = 43;

    private Elements() {}

    /** The elements that every set of this size starts with. */
    public static String[] base(int count) {
        return generate(count, BASE_SEED);
    }

    /** Elements that are in no {@link #base}. */
    public static String[] extra(int count) {
        return generate(count, EXTRA_SEED);
    }

    private static String[] generate(int count, long seed) {
        Random bits = new Random(seed);
        String[] elements = new String[count];
        for (int i = 0; i < count; i++) {
            elements[i] = new UUID(bits.nextLong(), bits.nextLong()).toString();
        }
        return elements;
    }
}
