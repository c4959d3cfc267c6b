// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.document.Kind;
import org.crdt4j.document.MergeAs;
import org.crdt4j.document.OrElse;
import org.crdt4j.document.Path;
import org.crdt4j.document.Policy;
import org.junit.jupiter.api.Test;

/** The handle of documents. */
class DocumentHandleTest {

    private final Replica eu = Replica.builder("eu").id(ReplicaId.of(1)).open();
    private final Replica us = Replica.builder("us").id(ReplicaId.of(2)).open();

    record Profile(
            @OrElse("") String name, @MergeAs(Kind.COUNTER) long visits, Set<Object> tags) {}

    @Test
    void document_keepsWhatBothChanged() {
        ReplicatedDocument inEu = eu.document("ann");
        ReplicatedDocument inUs = us.document("ann");
        List<Set<Path>> added = new ArrayList<>();
        inUs.onChange(event -> added.add(event.change().added().keySet()));
        inEu.write(new Profile("Ann", 1, Set.of("tea")));
        Talk.exchange(eu, us);
        Profile read = inUs.read(Profile.class);
        assertEquals(new Profile("Ann", 1, Set.of("tea")), read);

        inUs.write(read, new Profile("Ann", 3, Set.of())); // at the same time ...
        inEu.update(Profile.class, it -> new Profile("Anna", it.visits() + 1, Set.of("tea", "oil")));
        inEu.update(it -> it.at("address", "city").assign("Cork")); // ... and neither knows of the other
        Talk.exchange(eu, us);
        for (ReplicatedDocument ann : List.of(inEu, inUs)) {
            assertEquals(new Profile("Anna", 4, Set.of("oil")), ann.read(Profile.class));
            assertEquals(
                    Optional.of("Cork"), ann.read(it -> it.at("address", "city").<String>value()));
            assertEquals(4, ann.snapshot().size());
        }
        assertEquals(inEu.toString(), inUs.toString());
        assertEquals(
                Set.of(Path.of(Kind.REGISTER, "name"), Path.of(Kind.COUNTER, "visits"), Path.of(Kind.SET, "tags")),
                added.get(0));
        inUs.clear();
        Talk.exchange(eu, us);
        assertEquals("ann={}", inEu.toString());
        inEu.write(new Profile("Ann", 0, Set.of()));
        inEu.delete();
        assertEquals(Set.of(), eu.names());
    }

    @Test
    void recordWithAValueThatCannotBeEncoded_changesNothing() {
        ReplicatedDocument ann = eu.document("ann");
        Profile known = new Profile("Ann", 1, Set.of("tea"));
        Profile unknown = new Profile("Anna", 2, Set.of("tea", new Object()));
        ann.write(known);
        VersionVector before = eu.version();
        assertThrows(IllegalArgumentException.class, () -> ann.write(unknown));
        assertThrows(IllegalArgumentException.class, () -> ann.write(known, unknown));
        assertThrows(IllegalArgumentException.class, () -> ann.update(Profile.class, it -> unknown));
        assertThrows(IllegalArgumentException.class, () -> ann.update(Policy.of(Profile.class), it -> unknown));
        assertThrows(IllegalArgumentException.class, () -> ann.write(new Profile(null, 2, Set.of())));
        assertThrows(IllegalArgumentException.class, () -> ann.update(it -> it.at("")));
        assertEquals(before, eu.version());
        assertEquals(known, ann.read(Profile.class));
        assertThrows(
                IllegalArgumentException.class,
                () -> ann.update(it -> it.at("x").assign(new Object())));
        eu.checkInvariants();
        Talk.exchange(eu, us);
        assertEquals(known, us.document("ann").read(Profile.class));
    }
}
