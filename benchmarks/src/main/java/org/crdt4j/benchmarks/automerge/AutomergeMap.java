// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.automerge;

import java.util.List;
import java.util.function.Consumer;
import org.automerge.AmValue;
import org.automerge.Document;
import org.automerge.ObjectId;
import org.automerge.Transaction;
import org.crdt4j.benchmarks.subject.MapSubject;
import org.jspecify.annotations.Nullable;

/**
 * A document as a map: of concurrent writes to a key one wins, and no clock has a say in it. An update hands out the hash of
 * its change; the change itself is encoded on request.
 */
final class AutomergeMap implements MapSubject {

    private final AutomergeDocument document;

    AutomergeMap(AutomergeDocument document) {
        this.document = document;
    }

    private static Consumer<Transaction> write(String key, String value) {
        return transaction -> transaction.set(ObjectId.ROOT, key, value);
    }

    @Override
    public Object put(String key, String value) {
        return document.change(write(key, value));
    }

    @Override
    public Object putForPeers(String key, String value) {
        return document.changeForPeers(write(key, value));
    }

    /** One transaction for all. */
    @Override
    public void putAll(List<String> keys, String value) {
        document.change(transaction -> keys.forEach(key -> write(key, value).accept(transaction)));
    }

    @Override
    public @Nullable String get(String key) {
        return document.document
                .get(ObjectId.ROOT, key)
                .map(value -> ((AmValue.Str) value).getValue())
                .orElse(null);
    }

    @Override
    public Object state() {
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
    public AutomergeMap copy() {
        return new AutomergeMap(document.fork());
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
