// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.VersionVector;

/**
 * The decisions on which "nothing is lost" rests, each a pure function. docs/sync-protocol.md explains them; the simulation breaks
 * them one at a time and shows that each is needed.
 */
class SyncRules {

    /** Whether a peer that has seen so little needs a scan, because events that it lacks may have left the change index. */
    boolean isBelowFloor(VersionVector seen, VersionVector floor) {
        return !seen.covers(floor);
    }

    /** The floor after a scan: what the peer no longer indexes is not indexed here either. */
    VersionVector inheritFloor(VersionVector mine, VersionVector theirs) {
        return mine.join(theirs);
    }

    /** What the sender of a row has seen: not only what it still knows of this object, but all events up to its header. */
    DotCover senderSaw(VersionVector clock, DotCover header) {
        return header.or(clock);
    }

    /** What this replica has seen of an object: not only what it still knows of it, but all events up to its version. */
    DotCover receiverSaw(MutableCausalContext clock, MutableCausalContext received) {
        return received.or(clock);
    }

    /** Whether an event comes too early, since an earlier one of its origin on the same object has not come yet. */
    boolean isHole(long previous, long known) {
        return previous > known;
    }

    /** Whether an event on several objects may be applied: to all of them, or to none. */
    boolean isApplicable(int ready, int parts) {
        return ready == parts;
    }

    /** Whether objects that were changed together by an event that a peer lacks have to be sent to it together. */
    boolean travelTogether() {
        return true;
    }

    /** Whether an answer is complete, so that its header may become part of the version. */
    boolean isComplete(int received, int total) {
        return received == total;
    }

    /** Whether somebody else has acted under this replica's identity, or this replica has forgotten events. */
    boolean isDuplicate(long heardOfOwnEvents, long ownEvents) {
        return heardOfOwnEvents > ownEvents;
    }
}
