// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the {@link Engine} wants done, collected until somebody does it. */
final class Outputs {
    private List<Action> actions = new ArrayList<>();
    private boolean deadlineMoved;

    void add(Action action) {
        actions.add(action);
    }

    void wake(Link link) {
        actions.add(new Action.Wake(link));
    }

    void close(Link link) {
        actions.add(new Action.Close(link));
    }

    void tell(Consumer<NodeListener> event) {
        actions.add(new Action.Tell(event));
    }

    /** The next deadline may be earlier than it was. */
    void deadlineMoved() {
        deadlineMoved = true;
    }

    /** The actions since the last time. */
    List<Action> take() {
        if (actions.isEmpty()) {
            return List.of();
        }
        List<Action> taken = actions;
        actions = new ArrayList<>();
        return taken;
    }

    /** Whether a deadline moved since the last time. */
    boolean takeDeadlineMoved() {
        boolean moved = deadlineMoved;
        deadlineMoved = false;
        return moved;
    }
}
