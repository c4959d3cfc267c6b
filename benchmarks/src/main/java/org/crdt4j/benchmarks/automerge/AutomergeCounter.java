// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.automerge;

import org.automerge.AmValue;
import org.automerge.Document;
import org.automerge.NewValue;
import org.automerge.ObjectId;
import org.automerge.Transaction;
import org.crdt4j.benchmarks.subject.CounterSubject;

/** A counter in a field, which one replica made and all share. A full join brings over the changes that are missing. */
final class AutomergeCounter implements CounterSubject {

    private static final String FIELD = "counter";
    private static final byte[] FIRST_STATE = firstState();

    private final AutomergeDocument document;

    AutomergeCounter(int replica) {
        Document first = Document.load(FIRST_STATE);
        document = new AutomergeDocument(first.fork(AutomergeDocument.actor(replica)));
        first.free();
    }

    private AutomergeCounter(AutomergeDocument document) {
        this.document = document;
    }

    private static byte[] firstState() {
        Document first = new Document();
        try (Transaction transaction = first.startTransaction()) {
            transaction.set(ObjectId.ROOT, FIELD, NewValue.counter(0));
            transaction.commit();
        }
        byte[] bytes = first.save();
        first.free();
        return bytes;
    }

    @Override
    public Object increment() {
        return document.change(transaction -> transaction.increment(ObjectId.ROOT, FIELD, 1));
    }

    @Override
    public void add(long amount) {
        document.change(transaction -> transaction.increment(ObjectId.ROOT, FIELD, amount));
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
    public AutomergeCounter copy() {
        return new AutomergeCounter(document.fork());
    }

    @Override
    public long value() {
        AmValue value = document.document.get(ObjectId.ROOT, FIELD).orElseThrow();
        return ((AmValue.Counter) value).getValue();
    }

    @Override
    public void release() {
        document.document.free();
    }
}
