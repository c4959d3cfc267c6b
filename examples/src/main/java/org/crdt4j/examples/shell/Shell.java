// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.crdt4j.error.CrdtException;
import org.crdt4j.net.node.GossipNode;
import org.crdt4j.net.node.MemberStatus;
import org.crdt4j.net.node.NodeStats;
import org.crdt4j.replica.Explanation;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.Subscription;

/** Executes commands on a replica and its node, a line a command. Used by one thread; watched changes are told by others. */
final class Shell implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NOTHING = "(nothing)";
    private static final List<String> OTHERS = List.of(
            "get", "names", "watch", "unwatch", "members", "stats", "explain", "await", "await-peers", "help", "quit");

    private final Replica replica;
    private final GossipNode node;
    private final Consumer<String> out;
    private final Map<String, Subscription> watched = new HashMap<>();

    /**
     * A shell.
     *
     * @param replica what is read and changed
     * @param node its node
     * @param out takes lines, also from other threads
     */
    Shell(Replica replica, GossipNode node, Consumer<String> out) {
        this.replica = replica;
        this.node = node;
        this.out = out;
    }

    /**
     * Executes a command.
     *
     * @param line the command; blank lines and those that begin with # do nothing
     * @return whether more commands are wanted
     * @throws ShellException if it cannot be done
     */
    boolean execute(String line) throws ShellException {
        List<String> words = words(line);
        if (words.isEmpty() || words.get(0).startsWith("#")) {
            return true;
        }
        String command = words.get(0);
        List<String> rest = words.subList(1, words.size());
        try {
            Optional<Kind> kind = Kind.named(command);
            if (kind.isPresent()) {
                update(kind.get(), rest);
                return true;
            }
            return executeOther(command, rest);
        } catch (CrdtException | IllegalArgumentException | IllegalStateException | ArithmeticException e) {
            throw new ShellException(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private void update(Kind kind, List<String> rest) throws ShellException {
        if (rest.size() < 2 || !kind.update(replica, rest.get(0), rest.get(1), rest.subList(2, rest.size()))) {
            throw new ShellException("usage: " + kind.label() + " NAME " + kind.usage());
        }
    }

    private boolean executeOther(String command, List<String> rest) throws ShellException {
        switch (command) {
            case "get" -> out.accept(shown(one(command, rest)));
            case "names" -> new TreeSet<>(replica.names()).forEach(out);
            case "watch" -> watch(one(command, rest));
            case "unwatch" -> unwatch(one(command, rest));
            case "members" -> node.members().stream().map(Shell::line).sorted().forEach(out);
            case "stats" -> stats();
            case "explain" -> explain(one(command, rest));
            case "await" -> await(rest);
            case "await-peers" -> awaitPeers(one(command, rest));
            case "help" -> help();
            case "quit", "exit" -> {
                return false;
            }
            default -> throw new ShellException("no command " + command + "; help lists them");
        }
        return true;
    }

    private static String one(String command, List<String> rest) throws ShellException {
        if (rest.size() != 1) {
            throw new ShellException(command + " needs one word");
        }
        return rest.get(0);
    }

    private Kind kind(String name) throws ShellException {
        if (!replica.names().contains(name)) {
            throw new ShellException("nothing is known of " + name);
        }
        return Kind.of(replica, name)
                .orElseThrow(() -> new ShellException(name + " is of a type that this shell does not show"));
    }

    /* An object that is empty may have been forgotten, so nothing known is no mistake. */
    private String shown(String name) throws ShellException {
        return replica.names().contains(name) ? kind(name).show(replica, name) : NOTHING;
    }

    private void watch(String name) throws ShellException {
        Subscription subscription = kind(name)
                .watch(
                        replica,
                        name,
                        (change, local) -> out.accept(name + ": " + change + (local ? "" : " (from a peer)")));
        Subscription before = watched.put(name, subscription);
        if (before != null) {
            before.close();
        }
    }

    private void unwatch(String name) throws ShellException {
        Subscription subscription = watched.remove(name);
        if (subscription == null) {
            throw new ShellException(name + " is not watched");
        }
        subscription.close();
    }

    private static String line(MemberStatus member) {
        return String.format("%-16s %-8s %s", member.name(), member.state(), member.address());
    }

    private void stats() {
        NodeStats stats = node.stats();
        out.accept("objects        " + replica.names().size());
        out.accept("version        " + replica.version());
        out.accept("peers          " + node.peers().size());
        out.accept("bytes in, out  " + stats.bytesIn() + ", " + stats.bytesOut());
        out.accept("rejects        " + stats.rejects());
        out.accept("divergences    " + replica.stats().divergences());
    }

    private void explain(String name) throws ShellException {
        Explanation explanation =
                replica.explain(name).orElseThrow(() -> new ShellException("nothing is known of " + name));
        explanation.toString().lines().forEach(out);
    }

    /** Waits for a value: for scripts that depend on what a peer does. */
    private void await(List<String> words) throws ShellException {
        if (words.size() < 2) {
            throw new ShellException("await needs a name and a value");
        }
        String name = words.get(0);
        String value = String.join(" ", words.subList(1, words.size()));
        var holds = new CountDownLatch(1);
        Runnable look = () -> {
            if (value.equals(valueOf(name))) {
                holds.countDown();
            }
        };
        Subscription looking = replica.onChange(name, first -> look.run(), change -> look.run());
        try {
            if (!holds.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new ShellException(name + " did not become " + value + " within " + PATIENCE.toSeconds()
                        + " s; it is " + valueOf(name));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShellException("interrupted");
        } finally {
            looking.close();
        }
    }

    private String valueOf(String name) {
        return replica.names().contains(name)
                ? Kind.of(replica, name).map(kind -> kind.show(replica, name)).orElse("(of another type)")
                : NOTHING;
    }

    private void awaitPeers(String count) throws ShellException {
        int peers;
        try {
            peers = Integer.parseInt(count);
        } catch (NumberFormatException e) {
            throw new ShellException("not a number: " + count);
        }
        if (!node.awaitPeers(peers, PATIENCE)) {
            throw new ShellException("there are " + node.peers().size() + " peers and not " + peers + " after "
                    + PATIENCE.toSeconds() + " s");
        }
    }

    private void help() {
        for (Kind kind : Kind.values()) {
            out.accept("  " + kind.label() + " NAME " + kind.usage());
        }
        out.accept("  get NAME              its value");
        out.accept("  names                 all objects");
        out.accept("  watch NAME            tell its changes from now on; unwatch NAME ends that");
        out.accept("  explain NAME          what the replica keeps to know its value");
        out.accept("  members               who belongs to the cluster, and who is alive");
        out.accept("  stats                 what went over the network, what was refused");
        out.accept("  await NAME VALUE      wait until get NAME says VALUE, for scripts");
        out.accept("  await-peers N         wait until there are N links");
        out.accept("  quit                  leave; so does the end of the input");
    }

    /**
     * What the last word of a line may become.
     *
     * @param words the words before it
     * @return candidates, whatever the beginning of the last word
     */
    List<String> candidates(List<String> words) {
        if (words.isEmpty()) {
            List<String> commands = new ArrayList<>(
                    Arrays.stream(Kind.values()).map(Kind::label).toList());
            commands.addAll(OTHERS);
            return commands;
        }
        Optional<Kind> kind = Kind.named(words.get(0));
        if (words.size() == 1) {
            return replica.names().stream()
                    .filter(name -> kind.isEmpty() || kind.equals(Kind.of(replica, name)))
                    .sorted()
                    .toList();
        }
        return words.size() == 2 && kind.isPresent() ? kind.get().verbs() : List.of();
    }

    @Override
    public void close() {
        watched.values().forEach(Subscription::close);
        watched.clear();
    }
}
