// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import org.crdt4j.counter.ResettableCounter;
import org.crdt4j.flag.EnableWinsFlag;
import org.crdt4j.register.LastWriterWinsRegister;
import org.crdt4j.register.MultiValueRegister;
import org.crdt4j.set.AddWinsSet;

/** What is behind a field, by its own type: the kind of the field has told which it is. */
final class Live {

    private Live() {}

    @SuppressWarnings("unchecked")
    static LastWriterWinsRegister<Object> register(Object live) {
        return (LastWriterWinsRegister<Object>) live;
    }

    @SuppressWarnings("unchecked")
    static MultiValueRegister<Object> multiValue(Object live) {
        return (MultiValueRegister<Object>) live;
    }

    static ResettableCounter counter(Object live) {
        return (ResettableCounter) live;
    }

    @SuppressWarnings("unchecked")
    static AddWinsSet<Object> set(Object live) {
        return (AddWinsSet<Object>) live;
    }

    static EnableWinsFlag flag(Object live) {
        return (EnableWinsFlag) live;
    }

    static Document document(Object live) {
        return (Document) live;
    }
}
