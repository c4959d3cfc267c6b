// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * What follows from a message.
 *
 * @param grew whether the message was a fresh event that changed something here: the same bytes are worth passing on to other peers
 * @param replies messages for the sender of the message; each is made when it is asked for, so a long answer takes no memory
 */
public record Reaction(boolean grew, Iterator<byte[]> replies) {

    static final Reaction NOTHING = new Reaction(false, Collections.emptyIterator());

    static Reaction replying(List<byte[]> replies) {
        return new Reaction(false, replies.iterator());
    }
}
