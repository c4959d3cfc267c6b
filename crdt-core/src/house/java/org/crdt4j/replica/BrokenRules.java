// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import org.crdt4j.causality.DotCover;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.VersionVector;

/** The rules, each time with one of them left out. The simulations must notice every one. */
public enum BrokenRules {
    NO_FLOOR("a peer below the floor is answered from the index") {
        @Override
        SyncRules rules() {
            return new SyncRules() {
                @Override
                boolean isBelowFloor(VersionVector seen, VersionVector floor) {
                    return false;
                }
            };
        }
    },

    FLOOR_NOT_INHERITED("a scan does not take over the floor") {
        @Override
        SyncRules rules() {
            return new SyncRules() {
                @Override
                VersionVector inheritFloor(VersionVector mine, VersionVector theirs) {
                    return mine;
                }
            };
        }
    },

    NO_HEADER_IN_JOINS("a row is joined without its sender's version") {
        @Override
        SyncRules rules() {
            return new SyncRules() {
                @Override
                DotCover senderSaw(VersionVector clock, DotCover header) {
                    return clock;
                }
            };
        }
    },

    NO_VERSION_IN_JOINS("a row is joined without the receiver's version") {
        @Override
        SyncRules rules() {
            return new SyncRules() {
                @Override
                DotCover receiverSaw(MutableCausalContext clock, MutableCausalContext received) {
                    return clock;
                }
            };
        }
    },

    HOLES_APPLIED("deltas are applied over holes") {
        @Override
        SyncRules rules() {
            return new SyncRules() {
                @Override
                boolean isHole(long previous, long known) {
                    return false;
                }
            };
        }
    },

    ADVANCE_BY_PART("the version grows by a part of an answer") {
        @Override
        SyncRules rules() {
            return new SyncRules() {
                @Override
                boolean isComplete(int received, int total) {
                    return true;
                }
            };
        }
    },

    APPLIED_HALF("of an event on several objects those parts are applied that can be") {
        @Override
        SyncRules rules() {
            return new SyncRules() {
                @Override
                boolean isApplicable(int ready, int parts) {
                    return ready > 0;
                }
            };
        }
    },

    SENT_APART("an answer brings one by one what was changed together") {
        @Override
        SyncRules rules() {
            return new SyncRules() {
                @Override
                boolean travelTogether() {
                    return false;
                }
            };
        }
    },

    IDENTITY_REUSED("an identity is used again after its state was lost") {
        @Override
        SyncRules rules() {
            return new SyncRules() {
                @Override
                boolean isDuplicate(long heardOfOwnEvents, long ownEvents) {
                    return false;
                }
            };
        }
    };

    private final String fault;

    BrokenRules(String fault) {
        this.fault = fault;
    }

    abstract SyncRules rules();

    /** Prepares a replica that works by these rules. */
    public ReplicaBuilder breakRules(ReplicaBuilder builder) {
        return builder.rules(rules());
    }

    @Override
    public String toString() {
        return fault;
    }
}
