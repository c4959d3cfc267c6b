// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.BitSet;
import org.crdt4j.error.LimitExceededException;
import org.jspecify.annotations.Nullable;

/** Which messages of an answer have been joined so far. */
final class AnswerProgress {

    private static final int MAX_MESSAGES = 1 << 20;

    private final BitSet joined = new BitSet();
    private Message.@Nullable Advance end;

    void checkIndex(int index) {
        if (index >= MAX_MESSAGES) {
            throw new LimitExceededException("an answer of more than " + MAX_MESSAGES + " messages");
        }
    }

    void joined(int index) {
        joined.set(index);
    }

    void end(Message.Advance advance) {
        end = advance;
    }

    Message.@Nullable Advance end() {
        return end;
    }

    int size() {
        return joined.cardinality();
    }
}
