// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.ReplicatedSet;
import org.junit.jupiter.api.Test;

/** The snippets of README.md. */
final class ReadmeTest {

    @Test
    void conflict() throws Throwable {
        assertEquals(List.of("[milk] [milk]"), Printed.by(ReadmeTest::showConflict));
    }

    private static void showConflict() {
        // snippet: conflict
        Replica dublin = Replica.builder("dublin").open();
        Replica madrid = Replica.builder("madrid").open();
        ReplicatedSet<String> inDublin = dublin.set("cart");
        ReplicatedSet<String> inMadrid = madrid.set("cart");

        inDublin.add("milk");
        dublin.deltasSince(madrid.version()).forEach(madrid::receive); // any transport: a socket, a queue, a file

        inDublin.remove("milk"); // at the same time ...
        inMadrid.add("milk"); // ... and neither knows of the other
        dublin.deltasSince(madrid.version()).forEach(madrid::receive);
        madrid.deltasSince(dublin.version()).forEach(dublin::receive);

        System.out.println(inDublin.elements() + " " + inMadrid.elements()); // [milk] [milk]: adding wins
        // end
    }

    @Test
    void listen() throws Throwable {
        assertEquals(
                List.of("at first []", "SetChange[added=[new], removed=[]]", "SetChange[added=[], removed=[new]]"),
                Printed.by(() -> showListen(Replica.builder("eu").open())));
    }

    private static void showListen(Replica replica) {
        // snippet: listen
        ReplicatedSet<String> tags = replica.set("tags");
        tags.onChange(
                now -> System.out.println("at first " + now), // at first []
                change -> System.out.println(change.change()));
        tags.add("new"); // SetChange[added=[new], removed=[]]
        tags.remove("new"); // SetChange[added=[], removed=[new]]
        // end
    }

    @Test
    void together() throws Throwable {
        assertEquals(
                List.of("-1", "[o-17]"),
                Printed.by(() -> showTogether(Replica.builder("eu").open())));
    }

    private static void showTogether(Replica replica) {
        // snippet: together
        replica.update(tx -> {
            tx.counter("stock").decrement();
            tx.<String>set("orders").add("o-17");
        });
        System.out.println(replica.counter("stock").value()); // -1
        System.out.println(replica.set("orders").snapshot()); // [o-17]
        // end
    }
}
