// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.automerge;

import org.automerge.Document;
import org.automerge.ObjectId;
import org.crdt4j.benchmarks.subject.WireSubject;

/** A document in Automerge's own format, history included, which compresses. */
public final class AutomergeSetWire implements WireSubject {

    private final Document document;
    private Document decoded = new Document();

    /** A set of these elements. */
    public AutomergeSetWire(String[] elements) {
        document = ((AutomergeSet) new Automerge().filledSet(elements)).state();
    }

    @Override
    public byte[] encode() {
        return document.save();
    }

    /** The document is good until the next one is decoded: its memory is given back then. */
    @Override
    public Object decode(byte[] bytes) {
        decoded.free();
        decoded = Document.load(bytes);
        return decoded;
    }

    @Override
    public int size(Object read) {
        return Math.toIntExact(((Document) read).length(ObjectId.ROOT));
    }

    @Override
    public boolean contains(Object read, String element) {
        return ((Document) read).get(ObjectId.ROOT, element).isPresent();
    }

    @Override
    public void close() {
        document.free();
        decoded.free();
    }
}
