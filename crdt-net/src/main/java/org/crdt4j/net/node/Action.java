// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.function.Consumer;
import org.crdt4j.net.transport.PeerAddress;

/** What the {@link Engine} wants done in the world. */
sealed interface Action {

    /** Dial a seed; then {@link Engine#dialed} or {@link Engine#dialFailed}. */
    record Dial(PeerAddress seed) implements Action {}

    /** There is something to {@link Engine#poll} for a link. */
    record Wake(Link link) implements Action {}

    /** Close the connection of a link at once. */
    record Close(Link link) implements Action {}

    /** Tell the listeners. */
    record Tell(Consumer<NodeListener> event) implements Action {}
}
