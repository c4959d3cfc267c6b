// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.membership.Roster;

/**
 * Cuts the links of a node on purpose, and heals them: for tests, for demonstrations, and to keep a peer out. A cut closes what there
 * is and refuses what comes, in both directions; it is enough if one end cuts. A heal dials at once; if only the other end has this
 * node among its seeds, the link is back when that end dials again. Thread-safe.
 */
public final class Links {
    private final Driver driver;

    Links(Driver driver) {
        this.driver = driver;
    }

    /**
     * Cuts the link to a peer, whether it has one now or not.
     *
     * @param peer its identity
     */
    public void cut(ReplicaId peer) {
        cut(roster -> roster.cut(peer));
    }

    /**
     * Cuts the links to all peers of a name.
     *
     * @param name the name of their replicas
     */
    public void cut(String name) {
        cut(roster -> roster.cut(name));
    }

    /** Cuts all links: the node is alone. */
    public void cutAll() {
        cut(Roster::cutAll);
    }

    /**
     * Ends {@link #cut(ReplicaId)}.
     *
     * @param peer its identity
     */
    public void heal(ReplicaId peer) {
        heal(roster -> roster.heal(peer));
    }

    /**
     * Ends {@link #cut(String)}.
     *
     * @param name the name of their replicas
     */
    public void heal(String name) {
        heal(roster -> roster.heal(name));
    }

    /** Ends every cut. */
    public void healAll() {
        heal(Roster::healAll);
    }

    /**
     * Forgets which identity a name with a certificate belongs to. A node takes a certificate from the replica that it was first seen
     * with only; a replica that has lost its storage comes back with a new identity, and is welcome again after this.
     *
     * @param name the name of the replica
     */
    public void forget(String name) {
        driver.step((engine, now) -> engine.forget(name));
    }

    private void cut(Function<Roster<Link>, Collection<Link>> cut) {
        driver.step((engine, now) -> engine.cut(cut.apply(engine.roster()), now));
    }

    private void heal(Consumer<Roster<Link>> heal) {
        driver.step((engine, now) -> {
            heal.accept(engine.roster());
            engine.hurry(now);
        });
    }
}
