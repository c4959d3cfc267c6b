// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.reason;

/**
 * Why a node refused bytes, a peer or a connection.
 *
 * <p>Each refusal is counted under its reason at the node that refuses. Where the connection still stands, the reason travels to the
 * other side as one byte before the connection is closed.
 */
public enum RejectReason {
    /** The first bytes of a frame are not those of this protocol. */
    WRONG_MAGIC(1),
    /** The other side speaks another version of the protocol. */
    WRONG_VERSION(2),
    /** A frame declares more bytes than are allowed at this point of the connection. */
    OVERSIZE(3),
    /** The checksum of a frame does not match its bytes. */
    BAD_CHECKSUM(4),
    /** The frame is intact, its content is not a valid message. */
    MALFORMED(5),
    /** A valid message at a time when it makes no sense, such as data before the handshake. */
    UNEXPECTED(6),
    /** The connection ended within a frame. */
    TRUNCATED(7),
    /** The peer belongs to a cluster with another name. */
    WRONG_CLUSTER(8),
    /** The node met itself, for instance because it stands in its own list of seeds. */
    SELF(9),
    /** Another process claims the identity of this replica. */
    DUPLICATE_REPLICA(10),
    /** There is another connection with the same peer, and that one stays. */
    DUPLICATE_LINK(11),
    /** The link to this peer was cut on purpose. */
    CUT(12),
    /** Too many connections have not finished their handshake. */
    TOO_MANY_PENDING(13),
    /** The node has as many peers as it may have. */
    TOO_MANY_PEERS(14),
    /** The handshake was not finished in time. */
    LATE_HANDSHAKE(15),
    /** Nothing was heard of the peer for too long. */
    SILENT(16),
    /** The peer did not take the bytes that were sent to it for too long. */
    STALLED(17),
    /** The replica found that a message is damaged. */
    CORRUPT_DATA(18),
    /** The replica found that a message is beyond one of its limits. */
    LIMIT_EXCEEDED(19),
    /** The replica refused a message for another reason, such as an object of an incompatible type. */
    REFUSED_DATA(20),
    /** A message of the own replica is larger than a frame can be. */
    TOO_LARGE(21),
    /** A defect in this program; the log has the stack trace. */
    INTERNAL(22),
    /** The other side does not protect the connection as this node demands: plain text, an old TLS, no shared secret. */
    UNPROTECTED(23),
    /** The other side has no certificate, or one that has expired or that no trusted authority has signed. */
    BAD_CERTIFICATE(24),
    /** The other side does not know a shared secret of this node. */
    WRONG_SECRET(25),
    /** The other side says that it is somebody else than it has proven to be. */
    WRONG_IDENTITY(26),
    /** Encrypted bytes were changed, repeated, left out or put in another order on the way. */
    BAD_SEAL(27),
    /** One source connects too often. */
    TOO_FAST(28),
    /** The peer has sent damaged bytes a short while ago. */
    QUARANTINED(29),
    /** The unfinished messages of all peers together take too much memory. */
    OVER_BUDGET(30),
    /** A rumour about a member has an incarnation, or an address, that no sound member has. */
    ABSURD_RUMOUR(31),
    /** A rumour about a member contradicts what that member has proven itself to be. */
    FALSE_RUMOUR(32),
    /** A rumour about one more member than the node remembers. */
    TOO_MANY_MEMBERS(33),
    /** The link is one more than a node of a large cluster needs. Nothing is wrong with it. */
    SPARE(34),
    /** A reason that this version does not know. */
    UNKNOWN(0);

    private final int code;

    RejectReason(int code) {
        this.code = code;
    }

    /**
     * The byte that stands for this reason on the wire.
     *
     * @return from 0 to 127
     */
    public int code() {
        return code;
    }

    /**
     * The reason behind a byte.
     *
     * @param code what was received
     * @return the reason; {@link #UNKNOWN} if this version has none with that code
     */
    public static RejectReason of(int code) {
        for (RejectReason reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        return UNKNOWN;
    }
}
