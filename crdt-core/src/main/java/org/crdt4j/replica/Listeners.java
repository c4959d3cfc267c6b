// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who wants to hear of which object. Guarded by the replica's lock; whoever listens is called through the outbox, without it. */
final class Listeners {

    /* An object is observed only while somebody listens. What a message or an update changes is announced when all of it is in place,
     * so that every listener sees the version that belongs to the change. */

    private final ReplicaState state;
    private final Object lock;
    private final ReplicaStats.Counters counters;
    private final Outbox outbox;
    private final Map<String, Audience> byName = new HashMap<>();
    private final List<Runnable> pending = new ArrayList<>();
    private boolean local;

    /* who listens to a name, which may not have an object yet, and to which type of object */
    private record Audience(String typeName, List<Recipient<ObjectChange<Object>>> listeners) {}

    Listeners(ReplicaState state, Object lock, ReplicaStats.Counters counters, Outbox outbox) {
        this.state = state;
        this.lock = lock;
        this.counters = counters;
        this.outbox = outbox;
    }

    void changesAreLocal(boolean areLocal) {
        local = areLocal;
    }

    Subscription add(
            ObjectEntry<?, ?, ?> entry, @Nullable Consumer<Object> first, Consumer<ObjectChange<Object>> listener) {
        String typeName = entry.type().name();
        Audience audience = byName.get(entry.name());
        if (audience != null && !audience.typeName.equals(typeName)) {
            throw new IllegalArgumentException("'" + entry.name() + "' is listened to as a " + audience.typeName
                    + ", not as a " + typeName + ": take another name");
        }
        Recipient<ObjectChange<Object>> recipient = new Recipient<>(listener);
        if (first != null) {
            Object value = entry.crdt().value();
            tell(recipient, () -> first.accept(value));
        }
        byName.computeIfAbsent(entry.name(), key -> new Audience(typeName, new ArrayList<>()))
                .listeners
                .add(recipient);
        observe(entry);
        return () -> remove(entry.name(), recipient);
    }

    private void remove(String name, Recipient<ObjectChange<Object>> recipient) {
        recipient.leave();
        synchronized (lock) {
            Audience rest = byName.get(name);
            if (rest != null && rest.listeners.remove(recipient) && rest.listeners.isEmpty()) {
                byName.remove(name);
                state.find(name).ifPresent(this::observe);
            }
        }
    }

    /** Has an object observed if somebody listens to its name. */
    void observe(ObjectEntry<?, ?, ?> entry) {
        Audience audience = byName.get(entry.name());
        entry.crdt()
                .observe(
                        audience == null
                                        || !audience.typeName.equals(
                                                entry.type().name())
                                ? null
                                : change -> announce(audience.listeners, change));
    }

    private void announce(List<Recipient<ObjectChange<Object>>> audience, Object change) {
        boolean ownChange = local;
        pending.add(() -> {
            ObjectChange<Object> event = new ObjectChange<>(change, ownChange, state.version());
            audience.forEach(listener -> tell(listener, () -> listener.accept(event)));
        });
    }

    /** Announces what has changed, now that it is in place. */
    void flush() {
        pending.forEach(Runnable::run);
        pending.clear();
    }

    /**
     * Calls somebody else's code, later and without the lock; if it throws, whatever it be, that is counted and nothing else happens.
     * Errors alone go through.
     */
    void tell(Recipient<?> recipient, Runnable notice) {
        outbox.add(() -> {
            try {
                if (!recipient.isGone()) {
                    notice.run();
                }
            } catch (Exception failure) { // a checked one as well, which other languages throw without saying so
                synchronized (lock) {
                    counters.listenerFailures++;
                }
            }
        });
    }
}
