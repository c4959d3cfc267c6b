// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import org.jspecify.annotations.Nullable;

/** What a connection has found out about its other end before the first message. Immutable. */
public interface Credentials {

    /**
     * Whether the other end may be who it says it is.
     *
     * @param name the name of the replica that it claims to be
     * @param introduction how it introduces itself, as given to {@link Transport.Connection#authenticate} there
     * @return null if it may; otherwise why not, for people to read
     */
    @Nullable
    String objection(String name, byte[] introduction);

    /**
     * What only this one peer can prove to hold. It is bound to the first replica that is seen with it.
     *
     * @return the fingerprint of its certificate; null if there is none of its own
     */
    @Nullable
    String fingerprint();

    /**
     * Those of a peer that had nothing to prove.
     *
     * @return credentials that fit everybody
     */
    static Credentials none() {
        return new Credentials() {
            @Override
            public @Nullable String objection(String name, byte[] introduction) {
                return null;
            }

            @Override
            public @Nullable String fingerprint() {
                return null;
            }
        };
    }
}
