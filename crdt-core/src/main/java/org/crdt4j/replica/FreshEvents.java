// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.codec.Decoded;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.WireInput;
import org.jspecify.annotations.Nullable;

/** Takes fresh events of peers, and those that were kept. Not thread-safe. */
final class FreshEvents {

    /* An event on several objects is applied to all of them or to none: all parts are decoded and checked before the first is joined.
     * A part that a row has brought already is left out. */

    private final ReplicaState state;
    private final ReplicaStats.Counters counters;
    private final Function<Message.Row, ObjectEntry<?, ?, ?>> entries;
    private final LongConsumer checkOwn;

    FreshEvents(
            ReplicaState state,
            ReplicaStats.Counters counters,
            Function<Message.Row, ObjectEntry<?, ?, ?>> entries,
            LongConsumer checkOwn) {
        this.state = state;
        this.counters = counters;
        this.entries = entries;
        this.checkOwn = checkOwn;
    }

    /* a part of an event, decoded */
    private record Part<T extends Crdt<D, C>, D extends Delta<D>, C>(
            ObjectEntry<T, D, C> entry, Message.Part message, Decoded<D> content, CausalContext context) {

        void join(ReplicaState state, ReplicaId origin) {
            state.clock().resumeAfter(content.latestTimestamp());
            state.join(entry, content.value(), origin, message.last());
        }
    }

    Reaction receive(Message.AtomicPush push, Consumer<Message> keep) {
        Reaction reaction = receive(push, push.origin(), push.first(), push.last(), push.parts(), keep);
        if (reaction.grew()) {
            state.atomicEvents().add(push.event());
        }
        return reaction;
    }

    Reaction receive(Message.Push push, Consumer<Message> keep) {
        return receive(push, push.origin(), push.first(), push.last(), List.of(push.part()), keep);
    }

    private Reaction receive(
            Message push, ReplicaId origin, long first, long last, List<Message.Part> parts, Consumer<Message> keep) {
        if (origin.equals(state.id())) {
            checkOwn.accept(last);
        }
        List<Message.Part> news =
                parts.stream().filter(part -> !isReflected(part, origin)).toList();
        if (news.isEmpty()) {
            if (state.received().addInterval(origin, first, last)) {
                keep.accept(push);
            }
            return Reaction.NOTHING;
        }
        List<Part<?, ?, ?>> decoded = decode(news, state.clock().latestAcceptable());
        decoded.forEach(part -> checkOwn.accept(part.context.max(state.id())));
        List<Part<?, ?, ?>> ready =
                decoded.stream().filter(part -> !comesEarly(part, origin)).toList();
        if (!state.rules().isApplicable(ready.size(), decoded.size())) {
            counters.holes++;
            return new Reaction(false, Collections.emptyIterator());
        }
        apply(ready, origin, first, last);
        keep.accept(push);
        counters.pushesApplied++;
        return new Reaction(true, Collections.emptyIterator());
    }

    void restore(Message.Push push) {
        restore(push.origin(), push.first(), push.last(), List.of(push.part()));
    }

    void restore(Message.AtomicPush push) {
        restore(push.origin(), push.first(), push.last(), push.parts());
        state.atomicEvents().add(push.event());
    }

    private void restore(ReplicaId origin, long first, long last, List<Message.Part> parts) {
        boolean own = origin.equals(state.id());
        if (own && first != state.lastEvent() + 1) {
            throw WireInput.corrupt("own event " + first + " after " + state.lastEvent());
        }
        List<Message.Part> news =
                parts.stream().filter(part -> !isReflected(part, origin)).toList();
        apply(decode(news, HybridTimestamp.MAX), origin, first, last);
        if (own) {
            state.restoreLastEvent(last);
        }
    }

    private boolean isReflected(Message.Part part, ReplicaId origin) {
        return part.last() <= known(state.find(part.row().name()).orElse(null), origin);
    }

    private List<Part<?, ?, ?>> decode(List<Message.Part> parts, HybridTimestamp notAfter) {
        List<Part<?, ?, ?>> decoded = new ArrayList<>();
        parts.forEach(part -> decoded.add(decode(entries.apply(part.row()), part, notAfter)));
        return decoded;
    }

    private <T extends Crdt<D, C>, D extends Delta<D>, C> Part<T, D, C> decode(
            ObjectEntry<T, D, C> entry, Message.Part part, HybridTimestamp notAfter) {
        Decoded<D> content = entry.decodeDelta(part.row(), state.codec(), notAfter);
        return new Part<>(entry, part, content, entry.contextOf(content.value()));
    }

    private void apply(List<Part<?, ?, ?>> parts, ReplicaId origin, long first, long last) {
        parts.forEach(part -> part.join(state, origin));
        state.received().addInterval(origin, first, last);
    }

    /* Each event that this one says was seen has to be reflected here: of its own origin, the one before it on this object; of
     * others, those that it replaces or removes. Otherwise the clock would pass over what it has not got. */
    private boolean comesEarly(Part<?, ?, ?> part, ReplicaId origin) {
        if (state.rules().isHole(part.message.previous(), known(part.entry, origin))) {
            return true;
        }
        for (ReplicaId seen : part.context.origins()) {
            if (!seen.equals(origin) && state.rules().isHole(part.context.max(seen), known(part.entry, seen))) {
                return true;
            }
        }
        return false;
    }

    /* up to which event of an origin everything is reflected on an object */
    private long known(@Nullable ObjectEntry<?, ?, ?> entry, ReplicaId origin) {
        long byVersion = state.received().contiguous(origin);
        return entry == null ? byVersion : Math.max(byVersion, entry.clock().contiguous(origin));
    }
}
