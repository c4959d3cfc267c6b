// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.automerge;

import java.util.List;
import java.util.function.Consumer;
import org.automerge.Document;
import org.automerge.ObjectId;
import org.automerge.Transaction;
import org.crdt4j.benchmarks.subject.SetSubject;

/** The keys of a document. An update hands out the hash of its change; the change itself is encoded on request. */
final class AutomergeSet implements SetSubject {

    private final AutomergeDocument document;

    AutomergeSet(AutomergeDocument document) {
        this.document = document;
    }

    private static Consumer<Transaction> addition(String element) {
        return transaction -> transaction.set(ObjectId.ROOT, element, true);
    }

    @Override
    public Object add(String element) {
        return document.change(addition(element));
    }

    @Override
    public Object addForPeers(String element) {
        return document.changeForPeers(addition(element));
    }

    /** One transaction for all. */
    @Override
    public void addAll(List<String> elements) {
        document.change(
                transaction -> elements.forEach(element -> addition(element).accept(transaction)));
    }

    @Override
    public Object remove(String element) {
        return document.change(transaction -> transaction.delete(ObjectId.ROOT, element));
    }

    /** One transaction for all. */
    @Override
    public void removeAll(List<String> elements) {
        document.change(transaction -> elements.forEach(element -> transaction.delete(ObjectId.ROOT, element)));
    }

    @Override
    public Document state() {
        return document.fork().document;
    }

    @Override
    public void join(Object state) {
        document.document.merge((Document) state);
    }

    @Override
    public void apply(Object delta) {
        document.document.applyEncodedChanges((byte[]) delta);
    }

    @Override
    public AutomergeSet copy() {
        return new AutomergeSet(document.fork());
    }

    @Override
    public boolean contains(String element) {
        return document.document.get(ObjectId.ROOT, element).isPresent();
    }

    @Override
    public int size() {
        return Math.toIntExact(document.document.length(ObjectId.ROOT));
    }

    @Override
    public Object retained() {
        throw new UnsupportedOperationException("the document is not in the heap");
    }

    @Override
    public void release() {
        document.document.free();
    }
}
