// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.crdt4j.examples.console.Captured;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.replica.Replica;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {

    @TempDir
    Path directory;

    private final Replica replica = Replica.builder("eu").open();
    private final GossipNode node = GossipNode.builder(replica).start();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Shell shell = new Shell(replica, node, said::add);

    private final Captured out = new Captured();
    private final Captured err = new Captured();

    @AfterEach
    void close() {
        shell.close();
        node.close();
        replica.close();
    }

    private String get(String name) throws ShellException {
        shell.execute("get " + name);
        return said.get(said.size() - 1);
    }

    private String complaint(String line) {
        return assertThrows(ShellException.class, () -> shell.execute(line)).getMessage();
    }

    private int run(String script, String... options) {
        var in = new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8));
        return NodeCommand.run(List.of(options), in, false, out, err);
    }

    @Test
    void everyKind_canBeChangedAndShown() throws Exception {
        for (String line : List.of(
                "set tags add red",
                "set tags add dark blue",
                "set tags add x",
                "set tags remove x",
                "counter stock inc 5",
                "counter stock dec",
                "register title set Hello there",
                "map ages put ann 41",
                "map ages put bob 7",
                "map ages remove bob",
                "flag open on",
                "  # a remark",
                "")) {
            assertTrue(shell.execute(line), line);
        }
        assertEquals("[dark blue, red]", get("tags"));
        assertEquals("4", get("stock"));
        assertEquals("Hello there", get("title"));
        assertEquals("{ann=41}", get("ages"));
        assertEquals("on", get("open"));
        said.clear();
        shell.execute("names");
        assertEquals(List.of("ages", "open", "stock", "tags", "title"), said);
        for (String line : List.of("set tags clear", "counter stock reset", "register title clear", "flag open off")) {
            shell.execute(line);
        }
        assertEquals("(nothing)", get("tags"));
        assertEquals("(nothing)", get("stock"));
        assertEquals("(nothing)", get("title"));
        assertEquals("(nothing)", get("open"));
        assertFalse(shell.execute("quit"));
    }

    @Test
    void mistakes_areOneLineAndChangeNothing() throws Exception {
        shell.execute("counter stock inc");
        assertEquals("no command dance; help lists them", complaint("dance"));
        assertEquals("usage: counter NAME inc [N] | dec [N] | reset", complaint("counter stock"));
        assertEquals("usage: counter NAME inc [N] | dec [N] | reset", complaint("counter stock add 1"));
        assertEquals("not a number: many", complaint("counter stock inc many"));
        assertEquals("a number from 1 is needed: -3", complaint("counter stock inc -3"));
        assertEquals("a text is missing", complaint("set tags add"));
        assertEquals("put needs a key and a value", complaint("map ages put ann"));
        assertEquals("nothing is known of nowhere", complaint("watch nowhere"));
        assertEquals("get needs one word", complaint("get"));
        assertEquals("stock is not watched", complaint("unwatch stock"));
        assertTrue(complaint("set stock add x").contains("stock"), "another type");
        assertEquals("not a number: x", complaint("await-peers x"));
        assertEquals("1", get("stock"));
        replica.growOnlySet("other").add("x");
        assertEquals("other is of a type that this shell does not show", complaint("get other"));
    }

    @Test
    void watchedObject_tellsItsChangesUntilItIsUnwatched() throws Exception {
        shell.execute("set tags add a");
        shell.execute("watch tags");
        shell.execute("set tags add b");
        shell.execute("unwatch tags");
        shell.execute("set tags add c");
        assertEquals(List.of("tags: SetChange[added=[b], removed=[]]"), said);
    }

    @Test
    void reports_nameWhatThereIs() throws Exception {
        shell.execute("set tags add a");
        for (String line : List.of("members", "stats", "explain tags", "help")) {
            shell.execute(line);
        }
        String all = String.join("\n", said);
        for (String part :
                List.of("eu ", "ALIVE", "objects        1", "tags, add-wins-set", "value [a]", "await-peers N")) {
            assertTrue(all.contains(part), part + " is not in " + all);
        }
    }

    @Test
    void completion_knowsCommandsNamesAndVerbs() throws Exception {
        shell.execute("set tags add a");
        shell.execute("counter stock inc");
        assertTrue(shell.candidates(List.of()).containsAll(List.of("set", "explain", "help")));
        assertEquals(List.of("tags"), shell.candidates(List.of("set")));
        assertEquals(List.of("stock", "tags"), shell.candidates(List.of("get")));
        assertEquals(List.of("add", "remove", "clear"), shell.candidates(List.of("set", "tags")));
        assertEquals(List.of(), shell.candidates(List.of("get", "tags")));
    }

    @Test
    void script_isDurableAndReachesPeers() throws Exception {
        shell.execute("set tags add here");
        String seed = node.address().toString();
        String data = directory.resolve("data").toString();
        int exit = run(
                "await-peers 1\nawait tags [here]\nset tags add there\ncounter stock inc 3\nget tags\n",
                "--name",
                "us",
                "--dir",
                data,
                "--seeds",
                seed);
        assertEquals(0, exit, err.toString());
        assertEquals("[here, there]", out.toString().strip());
        shell.execute("await tags [here, there]");
        assertEquals(0, run("get stock\n", "--name", "us", "--dir", data), err.toString());
        assertTrue(out.toString().strip().endsWith("3"), out.toString());
    }

    @Test
    void scriptWithAMistake_endsThereWithItsLine() throws Exception {
        assertEquals(1, run("counter stock inc\ndance\ncounter stock inc\nget stock\n", "--name", "us"));
        assertEquals("", out.toString());
        assertTrue(err.toString().endsWith("crdt: line 2: no command dance; help lists them\n"), err.toString());
    }

    @Test
    void wrongOptions_areOneLineAndAnExitCode() throws Exception {
        assertEquals(2, run(""));
        assertEquals(2, run("", "--name", "us", "--listen", "nowhere"));
        assertEquals(2, run("", "--name", "us", "--seeds", "a:1,b"));
        assertEquals(
                2,
                run(
                        "",
                        "--name",
                        "us",
                        "--secret-file",
                        directory.resolve("none").toString()));
        assertEquals(1, run("", "--name", "us", "--listen", "203.0.113.1:4711"));
        Path secret = Files.writeString(directory.resolve("secret"), "short");
        assertEquals(1, run("", "--name", "us", "--secret-file", secret.toString()));
        assertEquals(6, err.toString().lines().count(), err.toString());
    }
}
