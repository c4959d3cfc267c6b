// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.member;

/**
 * What a node believes of another one. Of two beliefs about the same incarnation the later of this list wins; only the member itself
 * can overrule it, by a higher incarnation.
 */
public enum MemberState {
    /** It answers, or somebody says so. */
    ALIVE,
    /** It has not answered, and may still object. */
    SUSPECT,
    /** It has not objected in time. It may come back. */
    DEAD,
    /** It has said that it leaves. It may come back. */
    LEFT;

    /**
     * Whether it takes part.
     *
     * @return true unless it is dead or has left
     */
    public boolean isPresent() {
        return this == ALIVE || this == SUSPECT;
    }
}
