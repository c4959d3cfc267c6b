// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

import java.util.Optional;
import org.crdt4j.causality.DotMap;
import org.crdt4j.crdt.Causal;
import org.crdt4j.crdt.MapChange;
import org.crdt4j.document.Document;
import org.crdt4j.document.DocumentLawsTest;
import org.crdt4j.document.DocumentLawsTest.Op;
import org.crdt4j.document.DocumentLawsTest.Verb;
import org.crdt4j.document.Field;
import org.crdt4j.document.FieldStore;
import org.crdt4j.document.Kind;
import org.crdt4j.document.Path;
import org.crdt4j.document.Place;
import org.crdt4j.map.KeyStore;
import org.crdt4j.testkit.Subject;

/** The document itself, changed in ways that documents are changed wrongly. */
final class FaultyDocument {

    private FaultyDocument() {}

    static Subject<Document, Causal<DotMap<Field, KeyStore<FieldStore>>>, MapChange<Path, Optional<Object>>, Op>
            subject(Fault fault) {
        return Subject.of(
                        Document.type(),
                        (random, document) -> DocumentLawsTest.draw(random),
                        (document, op) -> document.inOneDelta(() -> apply(document, op, fault)),
                        DocumentLawsTest::fields)
                .carrying(DocumentLawsTest::carries)
                .hearing();
    }

    private static void apply(Document document, Op op, Fault fault) {
        if (op.verb() == Verb.CHANGE && fault == Fault.WHOLE_RECORD_WRITTEN) {
            Place register = document.at("r");
            register.value().ifPresent(register::assign);
        }
        if (op.verb() == Verb.CHANGE && fault == Fault.ONE_KIND_A_NAME) {
            Place place = document.at(op.names().toArray(String[]::new));
            for (Kind kind : Kind.values()) {
                if (!op.kind().equals(Optional.of(kind))) {
                    place.removeOnly(kind);
                }
            }
        }
        if (op.verb() == Verb.REMOVE
                && fault == Fault.REMOVE_LEAVES_NESTED
                && op.names().size() == 1) {
            document.at(op.names().get(0)).removeOnly(Kind.REGISTER);
            return;
        }
        DocumentLawsTest.apply(document, op);
    }
}
