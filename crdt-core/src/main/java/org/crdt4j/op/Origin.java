// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.crdt4j.causality.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * One replica as a delivery knows it: how many of its operations were delivered, and which of the later ones are awaited or have come.
 *
 * @param <O> the operations
 */
final class Origin<O> {

    /* The dots above what was delivered lie in pages of consecutive numbers. Streams are mostly dense, so a dot and its predecessor share a
     * page, and looking one up is mostly a comparison with the page before. Whoever names numbers far apart gets one page each, never an array
     * up to the number; and a hash map of numbers cannot be made slow by collisions, since it orders what collides. */

    private static final int PAGE_BITS = 4;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    final ReplicaId id;
    long delivered;
    /** Whether something was delivered that no operation of this delivery's own replica depends on yet. */
    boolean isNews;

    /** The operation after the last that was delivered, once it lacks nothing: it lies in no page. */
    @Nullable
    Awaited<O> ready;

    private @Nullable Map<Long, Page<O>> pages;
    private @Nullable Page<O> latest;

    Origin(ReplicaId id) {
        this.id = id;
    }

    /* what is known of a dot above what was delivered, null if nothing */
    @Nullable
    Awaited<O> find(long counter) {
        if (ready != null && ready.counter == counter) {
            return ready;
        }
        Page<O> page = page(counter >>> PAGE_BITS);
        return page == null ? null : page.slots[(int) counter & PAGE_MASK];
    }

    private @Nullable Page<O> page(long number) {
        Page<O> recent = latest;
        if (recent != null && recent.number == number) {
            return recent;
        }
        if (pages == null) {
            return null;
        }
        Page<O> found = pages.get(number);
        if (found != null) {
            latest = found;
        }
        return found;
    }

    /* the same, but never null */
    Awaited<O> await(long counter) {
        Awaited<O> known = find(counter);
        if (known != null) {
            return known;
        }
        long number = counter >>> PAGE_BITS;
        Page<O> page = page(number);
        if (page == null) {
            page = newPage(number);
        }
        Awaited<O> awaited = new Awaited<>(this, counter);
        page.slots[(int) counter & PAGE_MASK] = awaited;
        page.used++;
        return awaited;
    }

    private Page<O> newPage(long number) {
        if (pages == null) {
            pages = new HashMap<>();
        }
        Page<O> page = new Page<>(number);
        pages.put(number, page);
        latest = page;
        return page;
    }

    /* forgets a dot, if it lies in a page */
    void remove(Awaited<O> awaited) {
        long number = awaited.counter >>> PAGE_BITS;
        Page<O> page = page(number);
        int slot = (int) awaited.counter & PAGE_MASK;
        if (page == null || page.slots[slot] != awaited) {
            return;
        }
        page.slots[slot] = null;
        page.used--;
        if (page.used == 0 && pages != null) {
            pages.remove(number);
            latest = null;
            pages = pages.isEmpty() ? null : pages;
        }
    }

    boolean awaitsNothing() {
        return ready == null && pages == null;
    }

    /* all dots of which something is known, ascending; the action may remove the one it is given */
    void forEach(Consumer<? super Awaited<O>> action) {
        if (ready != null) {
            action.accept(ready);
        }
        if (pages == null) {
            return;
        }
        for (Page<O> page : new TreeMap<>(pages).values()) {
            for (Awaited<O> awaited : page.slots.clone()) {
                if (awaited != null) {
                    action.accept(awaited);
                }
            }
        }
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
