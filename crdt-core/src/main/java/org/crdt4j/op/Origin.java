// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.function.Consumer;
import org.crdt4j.causality.ReplicaId;
import org.jspecify.annotations.Nullable;

/**
 * One replica as a delivery knows it: how many of its operations were delivered, and which of the later ones are awaited or have come.
 *
 * @param <O> the operations
 */
final class Origin<O> {

    final ReplicaId id;
    long delivered;
    /** Whether something was delivered that no operation of this delivery's own replica depends on yet. */
    boolean isNews;

    /** The operation after the last that was delivered, once it lacks nothing: it does not lie in the window. */
    @Nullable
    Awaited<O> ready;

    /** What is known of later dots; null while there is nothing. */
    private @Nullable Window<O> window;

    Origin(ReplicaId id) {
        this.id = id;
    }

    /* what is known of a dot above what was delivered, null if nothing */
    @Nullable
    Awaited<O> find(long counter) {
        if (ready != null && ready.counter == counter) {
            return ready;
        }
        return window == null ? null : window.find(counter);
    }

    /* the same, but never null */
    Awaited<O> await(long counter) {
        Awaited<O> known = find(counter);
        if (known != null) {
            return known;
        }
        if (window == null) {
            window = new Window<>();
        }
        Awaited<O> awaited = new Awaited<>(this, counter);
        window.add(awaited);
        return awaited;
    }

    /* forgets a dot, if it lies in the window */
    void remove(Awaited<O> awaited) {
        if (window != null) {
            window.remove(awaited);
            window = window.isEmpty() ? null : window;
        }
    }

    /* all dots of which something is known, ascending; the action may remove the one that it is given */
    void forEach(Consumer<? super Awaited<O>> action) {
        if (ready != null) {
            action.accept(ready);
        }
        if (window != null) {
            window.sorted().forEach(action);
        }
    }
}
