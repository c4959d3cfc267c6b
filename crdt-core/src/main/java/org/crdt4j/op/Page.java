// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.Arrays;
import java.util.function.Consumer;
import org.crdt4j.crdt.Tagged;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive numbers of one origin, and which of their operations have come.
 *
 * @param <O> the operations
 */
final class Page<O> {

    /* Side by side, by number: the operation, and where its entry begins in the entries. These stand in the order of arrival. An entry is one
     * long of the bytes that the operation counts above the length of its needs, then the packed needs. Entries of operations that were
     * taken out stay until the whole page goes, since no number comes twice. */

    private static final int BITS = 5;
    private static final int SIZE = 1 << BITS;
    private static final int MASK = SIZE - 1;

    final long number;
    private final @Nullable Tagged<O>[] operations;
    private final int[] starts = new int[SIZE];
    private long[] entries = Needs.NONE;
    private int end;
    private int used;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Page(long number) {
        this.number = number;
        this.operations = new Tagged[SIZE];
    }

    /* of the page that a dot's number stands on */
    static long number(long counter) {
        return counter >>> BITS;
    }

    private static int slot(long counter) {
        return (int) counter & MASK;
    }

    @Nullable
    Tagged<O> find(long counter) {
        return operations[slot(counter)];
    }

    void add(Tagged<O> operation, int bytes, Needs<O> lacking) {
        int length = lacking.packedLength();
        if (end + 1 + length > entries.length) {
            grow(end + 1 + length);
        }
        int slot = slot(operation.dot().counter());
        operations[slot] = operation;
        starts[slot] = end;
        entries[end] = (long) bytes << Integer.SIZE | length;
        end = lacking.pack(entries, end + 1);
        used++;
    }

    private void grow(int atLeast) {
        int likely = used == 0 ? atLeast : 2 * end;
        entries = Arrays.copyOf(entries, Math.max(atLeast, likely));
    }

    /* takes out the operation of a number, null if it is not here */
    @Nullable
    Arrived<O> take(long counter) {
        int slot = slot(counter);
        Tagged<O> operation = operations[slot];
        if (operation == null) {
            return null;
        }
        remove(slot);
        return arrived(slot, operation);
    }

    private Arrived<O> arrived(int slot, Tagged<O> operation) {
        int start = starts[slot];
        int bytes = (int) (entries[start] >>> Integer.SIZE);
        return new Arrived<>(operation, bytes, entries, start + 1, start + 1 + (int) entries[start]);
    }

    private void remove(int slot) {
        operations[slot] = null;
        used--;
    }

    boolean isEmpty() {
        return used == 0;
    }

    void dropUpTo(long counter, Consumer<Arrived<O>> dropped) {
        forEach(arrived -> {
            if (arrived.counter() <= counter) {
                remove(slot(arrived.counter()));
                dropped.accept(arrived);
            }
        });
    }

    /* ascending */
    void forEach(Consumer<Arrived<O>> action) {
        for (int slot = 0; slot < SIZE; slot++) {
            Tagged<O> operation = operations[slot];
            if (operation != null) {
                action.accept(arrived(slot, operation));
            }
        }
    }
}
