// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who wants to hear of which object, or of all whose names begin alike. Guarded by the replica's lock; whoever listens is called through the outbox, without it. */
final class Listeners {

    /* An object is observed only while somebody listens. What a message or an update changes is announced when all of it is in place,
     * so that every listener sees the version that belongs to the change. */

    private final ReplicaState state;
    private final Object lock;
    private final ReplicaStats.Counters counters;
    private final Outbox outbox;
    private final Map<String, Audience> byName = new HashMap<>();
    private final List<Prefixed> prefixed = new ArrayList<>();
    private final List<Runnable> pending = new ArrayList<>();
    private boolean local;

    /* who listens to a name, which may not have an object yet, and to which type of object */
    private record Audience(String typeName, List<Recipient<ObjectChange<Object>>> listeners) {}

    /* who listens to all objects whose names begin so, whatever they are */
    private record Prefixed(String prefix, Recipient<ObjectChange<?>> listener) {

        boolean hears(String name) {
            return name.startsWith(prefix);
        }
    }

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

    Subscription add(
            String prefix,
            @Nullable Consumer<? super Map<String, Object>> first,
            Consumer<? super ObjectChange<?>> listener) {
        Prefixed added = new Prefixed(prefix, new Recipient<>(listener));
        if (first != null) {
            Map<String, Object> values = new TreeMap<>();
            state.startingWith(prefix)
                    .filter(ObjectEntry::isVisible)
                    .forEach(entry -> values.put(entry.name(), entry.crdt().value()));
            tell(added.listener, () -> first.accept(Collections.unmodifiableMap(values)));
        }
        prefixed.add(added);
        state.startingWith(prefix).forEach(this::observe);
        return () -> remove(added);
    }

    private void remove(Prefixed gone) {
        gone.listener.leave();
        synchronized (lock) {
            if (prefixed.removeIf(each -> each == gone)) {
                state.startingWith(gone.prefix).forEach(this::observe);
            }
        }
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
        boolean isHeard = !audienceOf(entry).isEmpty() || prefixed.stream().anyMatch(each -> each.hears(entry.name()));
        entry.crdt().observe(isHeard ? change -> announce(entry, change) : null);
    }

    private List<Recipient<ObjectChange<Object>>> audienceOf(ObjectEntry<?, ?, ?> entry) {
        Audience audience = byName.get(entry.name());
        return audience != null && audience.typeName.equals(entry.type().name()) ? audience.listeners : List.of();
    }

    private void announce(ObjectEntry<?, ?, ?> entry, Object change) {
        boolean ownChange = local;
        pending.add(() -> {
            ObjectChange<Object> event = new ObjectChange<>(entry.name(), change, ownChange, state.version());
            audienceOf(entry).forEach(listener -> tell(listener, () -> listener.accept(event)));
            prefixed.stream()
                    .filter(each -> each.hears(entry.name()))
                    .forEach(each -> tell(each.listener, () -> each.listener.accept(event)));
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
