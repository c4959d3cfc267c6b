// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.crdt4j.inspector.Inspector;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.Test;

/** The snippet of docs/inspector.md. */
final class InspectorTest {

    @Test
    void inspector() throws Throwable {
        List<String> printed = Printed.by(InspectorTest::show);
        assertEquals(1, printed.size());
        assertTrue(printed.get(0).matches("http://127\\.0\\.0\\.1:\\d+/"), printed.get(0));
    }

    private static void show() {
        // snippet: inspector
        try (Replica replica = Replica.builder("eu").open();
                GossipNode node =
                        GossipNode.builder(replica).listen("127.0.0.1", 0).start();
                Inspector inspector = Inspector.attach(node).listen(0)) { // 8274, say; 0 takes any free port
            System.out.println(inspector.url());
        }
        // end
    }
}
