// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The dots of one origin of which something is known and that were not delivered, by their numbers.
 *
 * @param <O> the operations
 */
final class Window<O> {

    /* Pages of consecutive numbers. Streams are mostly dense, so neighbours share a page, and looking one up is mostly a comparison with the
     * page before; of the dots themselves none is touched but the one that is looked for, which counts when a million of them lie
     * all over the heap.
     *
     * Whoever names numbers far apart gets one page for each, never an array up to the number. And a hash map of numbers cannot be made
     * slow by numbers that collide, since it orders them. */

    private static final int PAGE_BITS = 5;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private final Map<Long, Page<O>> pages = new HashMap<>();
    private @Nullable Page<O> latest;

    @Nullable
    Awaited<O> find(long counter) {
        Page<O> page = page(counter >>> PAGE_BITS);
        return page == null ? null : page.slots[(int) counter & PAGE_MASK];
    }

    private @Nullable Page<O> page(long number) {
        Page<O> recent = latest;
        if (recent != null && recent.number == number) {
            return recent;
        }
        Page<O> found = pages.get(number);
        if (found != null) {
            latest = found;
        }
        return found;
    }

    /* a dot that is not here yet */
    void add(Awaited<O> awaited) {
        long number = awaited.counter >>> PAGE_BITS;
        Page<O> page = page(number);
        if (page == null) {
            page = new Page<>(number);
            pages.put(number, page);
            latest = page;
        }
        page.slots[(int) awaited.counter & PAGE_MASK] = awaited;
        page.used++;
    }

    /* forgets a dot, if it is here */
    void remove(Awaited<O> awaited) {
        Page<O> page = page(awaited.counter >>> PAGE_BITS);
        int slot = (int) awaited.counter & PAGE_MASK;
        if (page == null || page.slots[slot] != awaited) {
            return;
        }
        page.slots[slot] = null;
        page.used--;
        if (page.used == 0) {
            pages.remove(page.number);
            latest = null;
        }
    }

    boolean isEmpty() {
        return pages.isEmpty();
    }

    /* all of them, ascending */
    List<Awaited<O>> sorted() {
        List<Awaited<O>> sorted = new ArrayList<>();
        for (Page<O> page : new TreeMap<>(pages).values()) {
            for (Awaited<O> awaited : page.slots) {
                if (awaited != null) {
                    sorted.add(awaited);
                }
            }
        }
        return sorted;
    }

    private static final class Page<O> {

        private final long number;
        private final @Nullable Awaited<O>[] slots;
        private int used;

        @SuppressWarnings({"unchecked", "rawtypes"})
        Page(long number) {
            this.number = number;
            this.slots = new Awaited[1 << PAGE_BITS];
        }
    }
}
