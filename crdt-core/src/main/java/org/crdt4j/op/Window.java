// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.crdt4j.crdt.Tagged;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one origin that came before their predecessors were delivered, by their numbers.
 *
 * @param <O> the operations
 */
final class Window<O> {

    /* Pages of consecutive numbers. Operations arrive all over the window, but are taken out by ascending numbers: then a page is read from its
     * beginning to its end, and nothing else of the heap. That counts when a million wait.
     *
     * A page stands in the ring at its number modulo the length of the ring. Streams are mostly dense, and then each has a place of its own as
     * soon as the ring is as long as the window. Whoever names numbers far apart gets a page for each and a ring that is at most some sixteen
     * times as long, never one up to the number; what finds its place taken then stands in a map, which cannot be made slow
     * by numbers that collide, since it orders them. */

    private static final int RING_OF_EACH = 8;

    private @Nullable Page<O>[] ring = newRing(4);
    private final Map<Long, Page<O>> displaced = new HashMap<>();
    private int pages;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <O> @Nullable Page<O>[] newRing(int length) {
        return new Page[length];
    }

    @Nullable
    Tagged<O> find(long counter) {
        Page<O> page = page(Page.number(counter));
        return page == null ? null : page.find(counter);
    }

    private @Nullable Page<O> page(long number) {
        Page<O> page = ring[place(number)];
        if (page != null && page.number == number) {
            return page;
        }
        return displaced.isEmpty() ? null : displaced.get(number);
    }

    private int place(long number) {
        return (int) number & ring.length - 1;
    }

    /* an operation that is not here yet */
    void add(Tagged<O> operation, int bytes, Needs<O> lacking) {
        long number = Page.number(operation.dot().counter());
        Page<O> page = page(number);
        if (page == null) {
            page = new Page<>(number);
            pages++;
            while (ring[place(number)] != null && ring.length < RING_OF_EACH * pages) {
                lengthen();
            }
            put(page);
        }
        page.add(operation, bytes, lacking);
    }

    private void put(Page<O> page) {
        int place = place(page.number);
        if (ring[place] == null) {
            ring[place] = page;
        } else {
            displaced.put(page.number, page);
        }
    }

    private void lengthen() {
        List<Page<O>> all = allPages();
        ring = newRing(2 * ring.length);
        displaced.clear();
        all.forEach(this::put);
    }

    private List<Page<O>> allPages() {
        List<Page<O>> all = new ArrayList<>(displaced.values());
        for (Page<O> page : ring) {
            if (page != null) {
                all.add(page);
            }
        }
        return all;
    }

    /* takes out the operation of a number, null if it is not here */
    @Nullable
    Arrived<O> take(long counter) {
        Page<O> page = page(Page.number(counter));
        Arrived<O> taken = page == null ? null : page.take(counter);
        if (page != null && taken != null) {
            removeIfEmpty(page);
        }
        return taken;
    }

    private void removeIfEmpty(Page<O> page) {
        if (!page.isEmpty()) {
            return;
        }
        pages--;
        int place = place(page.number);
        if (ring[place] == page) {
            ring[place] = null;
        } else {
            displaced.remove(page.number);
        }
    }

    /* drops all up to a number */
    void dropUpTo(long counter, Consumer<Arrived<O>> dropped) {
        for (Page<O> page : allPages()) {
            page.dropUpTo(counter, dropped);
            removeIfEmpty(page);
        }
    }

    boolean isEmpty() {
        return pages == 0;
    }

    /* all of them, ascending */
    void forEach(Consumer<Arrived<O>> action) {
        List<Page<O>> all = allPages();
        all.sort((one, two) -> Long.compare(one.number, two.number));
        all.forEach(page -> page.forEach(action));
    }
}
