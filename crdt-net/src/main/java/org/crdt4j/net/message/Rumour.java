// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.message;

import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.member.MemberState;
import org.jspecify.annotations.Nullable;

/**
 * What one node says about a member, itself or another.
 *
 * @param replica who the member is
 * @param name its name for people
 * @param address where it listens, as {@code host:port}; {@code :port} if only its peers can see at which host; empty if nowhere
 * @param incarnation raised by the member alone, to overrule what is said of it
 * @param state what is said
 * @param accuser who suspects it; null unless the state is {@link MemberState#SUSPECT}
 */
public record Rumour(
        ReplicaId replica,
        String name,
        String address,
        long incarnation,
        MemberState state,
        @Nullable ReplicaId accuser) {

    /** Checks that a suspicion has an accuser, and nothing else has. */
    public Rumour {
        if ((state == MemberState.SUSPECT) != (accuser != null)) {
            throw new IllegalArgumentException(state + " accused by " + accuser);
        }
    }

    /**
     * Whether this rumour overrules another about the same member.
     *
     * @param other the other
     * @return true if its incarnation is higher, or equal and its state later
     */
    public boolean overrules(Rumour other) {
        return incarnation != other.incarnation ? incarnation > other.incarnation : state.compareTo(other.state) > 0;
    }

    /**
     * The same of another state.
     *
     * @param newState the state, not {@link MemberState#SUSPECT}
     * @return the rumour
     */
    public Rumour as(MemberState newState) {
        return new Rumour(replica, name, address, incarnation, newState, null);
    }

    /**
     * The same as a suspicion.
     *
     * @param newAccuser who suspects
     * @return the rumour
     */
    public Rumour suspectedBy(ReplicaId newAccuser) {
        return new Rumour(replica, name, address, incarnation, MemberState.SUSPECT, newAccuser);
    }

    /**
     * The same at another address.
     *
     * @param newAddress the address
     * @return the rumour
     */
    public Rumour at(String newAddress) {
        return new Rumour(replica, name, newAddress, incarnation, state, accuser);
    }
}
