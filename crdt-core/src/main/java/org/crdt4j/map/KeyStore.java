// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.map;

import org.crdt4j.causality.DotConsumer;
import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.DotSet;
import org.crdt4j.causality.DotStore;
import org.crdt4j.causality.JoinScope;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/**
 * What an observed-remove map holds for a key: the dots that keep the key alive, and the store of the child. Immutable, but for the
 * child's right to be edited in place.
 *
 * @param <S> the store of the child
 * @param alive a dot for each update that nobody has superseded or removed; the key is there as long as there is one, or as the child
 *     holds something that was not removed
 * @param child the store of the child, which may be empty while the key is there, and may hold a remainder while it is not
 */
public record KeyStore<S extends DotStore<S>>(DotSet alive, S child) implements DotStore<KeyStore<S>> {

    @Override
    public boolean isEmpty() {
        return alive.isEmpty() && child.isEmpty();
    }

    @Override
    public KeyStore<S> bottom() {
        return new KeyStore<>(DotSet.empty(), child.bottom());
    }

    @Override
    public KeyStore<S> self() {
        return this;
    }

    @Override
    public void forEachDot(DotConsumer action) {
        alive.forEachDot(action);
        child.forEachDot(action);
    }

    @Override
    public KeyStore<S> join(KeyStore<S> other, JoinScope scope) {
        return with(alive.join(other.alive, scope), child.join(other.child, scope));
    }

    private KeyStore<S> with(DotSet newAlive, S newChild) {
        return newAlive == alive && newChild == child ? this : new KeyStore<>(newAlive, newChild);
    }

    @Override
    public KeyStore<S> since(DotCover seen) {
        return with(alive.since(seen), child.since(seen));
    }

    @Override
    public KeyStore<S> removed() {
        return with(DotSet.empty(), child.removed());
    }

    @Override
    public KeyStore<S> removal() {
        return with(DotSet.empty(), child.removal());
    }

    /**
     * How these stores are written.
     *
     * @param <S> the store of the child
     * @param child how the store of the child is written
     * @return the format
     */
    public static <S extends DotStore<S>> WireFormat<KeyStore<S>> format(WireFormat<S> child) {
        WireFormat<DotSet> alive = WireFormat.dotSet();
        return new WireFormat<>() {
            @Override
            public void write(KeyStore<S> store, WireOutput out) {
                alive.write(store.alive, out);
                child.write(store.child, out);
            }

            @Override
            public KeyStore<S> read(WireInput in) {
                return new KeyStore<>(alive.read(in), child.read(in));
            }
        };
    }
}
