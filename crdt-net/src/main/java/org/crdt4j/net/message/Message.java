// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.message;

import java.util.List;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.reason.RejectReason;

/** What one side of a connection says to the other. What replicas say to one another travels in {@link Data}, unread. */
public sealed interface Message {

    /**
     * The first message of the side that dialed.
     *
     * @param version the version of the protocol that the sender speaks
     * @param identity who dials
     * @param attempt rises with each connection that this node dials: the latest of several to the same peer is the one that stays
     */
    record Hello(int version, Identity identity, long attempt) implements Message {}

    /**
     * The answer to {@link Hello}: the connection stands.
     *
     * @param version the version of the protocol that the sender speaks
     * @param identity who accepts
     * @param attempt that of the greeting that is answered
     */
    record HelloAck(int version, Identity identity, long attempt) implements Message {}

    /** Bytes from replica to replica. The bytes are shared, not copied: nobody may change them. */
    final class Data implements Message {

        /** What the bytes are to the network, which does not read them. */
        public enum Kind {
            /** The beginning, or the middle, of bytes that do not fit into one frame; the rest follows. */
            FRAGMENT,
            /** A fresh delta, best effort. */
            PUSH,
            /** Opens an exchange of anti-entropy. */
            DIGEST,
            /** A part of an answer; more will follow. */
            PART,
            /** The last part of an answer. */
            END
        }

        private final Kind kind;
        private final byte[] body;

        /**
         * Bytes to carry.
         *
         * @param kind what they are
         * @param body the bytes; not copied
         */
        public Data(Kind kind, byte[] body) {
            this.kind = kind;
            this.body = body;
        }

        /**
         * What the bytes are.
         *
         * @return the kind
         */
        public Kind kind() {
            return kind;
        }

        /**
         * The bytes themselves, not a copy.
         *
         * @return the body
         */
        public byte[] body() {
            return body;
        }

        @Override
        public String toString() {
            return "Data[" + kind + ", " + body.length + " bytes]";
        }
    }

    /** A step in which two sides prove to each other that they know a secret. The bytes are shared, not copied. */
    final class Handshake implements Message {

        /** The steps, in their order. */
        public enum Step {
            /** The side that dialed begins. */
            CHALLENGE,
            /** The other side's part in the keys. */
            ANSWER,
            /** The side that dialed knows a secret. */
            PROOF,
            /** The other side knows it too. */
            CONFIRM
        }

        private final Step step;
        private final byte[] body;

        /**
         * A step.
         *
         * @param step which
         * @param body what it consists of; not copied
         */
        public Handshake(Step step, byte[] body) {
            this.step = step;
            this.body = body;
        }

        /**
         * Which step.
         *
         * @return the step
         */
        public Step step() {
            return step;
        }

        /**
         * What it consists of, not a copy.
         *
         * @return the bytes
         */
        public byte[] body() {
            return body;
        }

        @Override
        public String toString() {
            return "Handshake[" + step + ", " + body.length + " bytes]";
        }
    }

    /**
     * Asks for a sign of life.
     *
     * @param token comes back in the {@link Pong}
     */
    record Ping(long token) implements Message {}

    /**
     * The sign of life.
     *
     * @param token that of the {@link Ping}
     */
    record Pong(long token) implements Message {}

    /**
     * Asks a third node to ping a member that has not answered.
     *
     * @param token comes back in the {@link Pong}, or in the {@link Nack}
     * @param target whom to ping
     */
    record PingRequest(long token, ReplicaId target) implements Message {}

    /**
     * The answer to {@link PingRequest}: this node is well, but the member does not answer it either.
     *
     * @param token that of the request
     */
    record Nack(long token) implements Message {}

    /**
     * What is said about members.
     *
     * @param purpose how the receiver answers
     * @param hash of all that the sender believes; only of meaning for {@link Purpose#CHECK}
     * @param rumours at most {@link #LIMIT}
     */
    record Rumours(Purpose purpose, long hash, List<Rumour> rumours) implements Message {

        /** The most rumours of one message. */
        public static final int LIMIT = 255;

        /** What the rumours are. */
        public enum Purpose {
            /** News. Not answered. */
            NEWS,
            /** Also asks for what the receiver believes, should its hash be another. */
            CHECK,
            /** A part of what the sender believes. */
            PART,
            /** The last part; answered by what the sender lacks. */
            TABLE
        }

        /** Keeps a copy. */
        public Rumours {
            if (rumours.size() > LIMIT) {
                throw new IllegalArgumentException(rumours.size() + " rumours at once");
            }
            rumours = List.copyOf(rumours);
        }
    }

    /**
     * Says which deltas the sender has and does not push.
     *
     * @param ids their names, at least one and at most {@link #LIMIT}
     */
    record Have(List<Long> ids) implements Message {

        /** The most names of one message. */
        public static final int LIMIT = 255;

        /** Keeps a copy. */
        public Have {
            if (ids.isEmpty() || ids.size() > LIMIT) {
                throw new IllegalArgumentException(ids.size() + " names at once");
            }
            ids = List.copyOf(ids);
        }
    }

    /**
     * Asks for a delta that the receiver said it has, and for its pushes from now on.
     *
     * @param id the name of the delta
     */
    record Graft(long id) implements Message {}

    /** Asks the receiver to push no more, but only to say what it has: its pushes come too late. */
    record Prune() implements Message {}

    /**
     * Says that parts of answers were taken, so that as many more may come.
     *
     * @param parts how many since the last time; {@link Data.Kind#END} counts too
     */
    record Ack(int parts) implements Message {}

    /** The last message of a side that leaves in order. */
    record Bye() implements Message {}

    /**
     * The last message of a side that refuses the other.
     *
     * @param reason why
     */
    record Reject(RejectReason reason) implements Message {}
}
