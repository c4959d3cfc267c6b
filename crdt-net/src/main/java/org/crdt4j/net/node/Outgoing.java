// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.Iterator;
import org.crdt4j.net.message.Message;

/** What is to be written to a connection next. */
sealed interface Outgoing {

    /** A message that is ready. */
    record Ready(Message message) implements Outgoing {}

    /** The replica's digest, to be made now. */
    record Digest() implements Outgoing {}

    /** The next part of an answer, to be made now; the rest goes back by {@link Engine#resume}. */
    record Part(Iterator<byte[]> parts) implements Outgoing {}

    /** Nothing more; say so to the other side. */
    record Finish() implements Outgoing {}
}
