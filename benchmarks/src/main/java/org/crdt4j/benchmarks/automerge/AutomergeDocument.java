// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.automerge;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.automerge.ChangeHash;
import org.automerge.Document;
import org.automerge.Transaction;

/** A document of one replica. */
final class AutomergeDocument {

    final Document document;

    AutomergeDocument(Document document) {
        this.document = document;
    }

    static AutomergeDocument empty(int replica) {
        return new AutomergeDocument(new Document(actor(replica)));
    }

    static byte[] actor(int replica) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(replica + 1).array();
    }

    /** Makes one transaction and returns what it hands out: the hash of the change. */
    Object change(Consumer<Transaction> work) {
        try (Transaction transaction = document.startTransaction()) {
            work.accept(transaction);
            return transaction.commit();
        }
    }

    /** Makes one transaction and returns the bytes of its change. */
    byte[] changeForPeers(Consumer<Transaction> work) {
        ChangeHash[] before = document.getHeads();
        change(work);
        return document.encodeChangesSince(before);
    }

    /** A copy, which writes under a random identity. */
    AutomergeDocument fork() {
        return new AutomergeDocument(document.fork());
    }
}
