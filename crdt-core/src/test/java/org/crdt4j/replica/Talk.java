// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.crdt4j.codec.Codec;

/** Carries messages between replicas by hand: nothing is lost unless a test wants it. */
final class Talk {

    private record Envelope(Replica to, Replica from, Iterator<byte[]> messages) {}

    private Talk() {}

    /** Each tells each what it has, twice, and all answers are delivered. */
    static void among(Replica... replicas) {
        for (int round = 0; round < 2; round++) {
            for (Replica from : replicas) {
                for (Replica to : replicas) {
                    if (from != to) {
                        deliver(from, to, from.digest());
                    }
                }
            }
        }
    }

    /** Each gives the other what it lacks. */
    static void exchange(Replica one, Replica other) {
        one.deltasSince(other.version()).forEach(other::receive);
        other.deltasSince(one.version()).forEach(one::receive);
    }

    /** Delivers a message and everything that is said because of it. */
    static void deliver(Replica from, Replica to, byte[] message) {
        Deque<Envelope> open = new ArrayDeque<>();
        open.add(new Envelope(to, from, List.of(message).iterator()));
        while (!open.isEmpty()) {
            Envelope next = open.getFirst();
            if (!next.messages.hasNext()) {
                open.removeFirst();
                continue;
            }
            Reaction reaction = next.to.receive(next.messages.next());
            open.addLast(new Envelope(next.from, next.to, reaction.replies()));
        }
    }

    /** All that a replica replies to a message. */
    static List<byte[]> replies(Replica to, byte[] message) {
        List<byte[]> replies = new ArrayList<>();
        to.receive(message).replies().forEachRemaining(replies::add);
        return replies;
    }

    /** What a peer that knows nothing of it is told about a replica: the answer to a pull. */
    static List<byte[]> answer(Replica from, Replica to) {
        return replies(from, encode(new Message.Pull(to.version(), false)));
    }

    /** The pushes of what is done. */
    static List<byte[]> pushes(Replica replica, Consumer<Replica> changes) {
        List<byte[]> pushes = new ArrayList<>();
        Subscription subscription = replica.onPush(pushes::add);
        changes.accept(replica);
        subscription.close();
        return pushes;
    }

    static byte[] push(Replica replica, Consumer<Replica> change) {
        List<byte[]> pushes = pushes(replica, change);
        if (pushes.size() != 1) {
            throw new IllegalStateException(pushes.size() + " pushes of one change");
        }
        return pushes.get(0);
    }

    static Message decode(byte[] message) {
        return Codec.standard().decode(MessageFormat.INSTANCE, message);
    }

    static byte[] encode(Message message) {
        return Codec.standard().encode(MessageFormat.INSTANCE, message);
    }
}
