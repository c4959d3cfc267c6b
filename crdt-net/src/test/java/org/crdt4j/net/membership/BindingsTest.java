// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.membership;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.message.Identity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BindingsTest {
    private final Bindings bindings = new Bindings();

    private static Identity peer(String name, long id, int incarnation) {
        return new Identity("c", new ReplicaId(id, incarnation), name, 5);
    }

    @BeforeEach
    void knowOne() {
        bindings.bind("print", peer("oslo", 1, 0));
    }

    @Test
    void sameReplica_isWelcome_inALaterIncarnation_withARenewedCertificate() {
        assertNull(bindings.conflict("print", peer("oslo", 1, 0)));
        assertNull(bindings.conflict("print", peer("oslo", 1, 7)));
        assertNull(bindings.conflict("renewed", peer("oslo", 1, 0)));
    }

    @Test
    void certificateNameAndIdentity_belongTogether() {
        assertNotNull(bindings.conflict("print", peer("rome", 2, 0)), "the certificate of another");
        assertNotNull(bindings.conflict("other", peer("oslo", 2, 0)), "the name of another");
        assertNotNull(bindings.conflict("other", peer("rome", 1, 0)), "the identity of another");
        assertNull(bindings.conflict("other", peer("rome", 2, 0)));
    }

    @Test
    void withoutCertificates_nothingIsBound() {
        assertNull(bindings.conflict(null, peer("oslo", 2, 0)));
        bindings.bind(null, peer("rome", 3, 0));
        assertNull(bindings.conflict("third", peer("rome", 4, 0)));
    }

    @Test
    void forgottenName_isFree() {
        bindings.forget("nobody");
        bindings.forget("oslo");
        assertNull(bindings.conflict("print", peer("oslo", 2, 0)));
        assertNull(bindings.conflict("other", peer("rome", 1, 0)));
    }
}
