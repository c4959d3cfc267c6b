// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.Subscription;

/** The kinds of objects that the shell can change: what each can do, and how it is shown. Elements, keys and values are text. */
enum Kind {
    /** A set in which adding wins. */
    SET("add TEXT | remove TEXT | clear", List.of("add", "remove", "clear")) {
        @Override
        boolean update(Replica replica, String name, String verb, List<String> words) throws ShellException {
            var set = replica.<String>set(name);
            switch (verb) {
                case "add" -> set.add(text(words));
                case "remove" -> set.remove(text(words));
                case "clear" -> set.clear();
                default -> {
                    return false;
                }
            }
            return true;
        }

        @Override
        String show(Replica replica, String name) {
            return new TreeSet<>(replica.<String>set(name).snapshot()).toString();
        }

        @Override
        Subscription watch(Replica replica, String name, BiConsumer<Object, Boolean> listener) {
            return replica.set(name).onChange(event -> listener.accept(event.change(), event.local()));
        }
    },
    /** A counter that goes up and down, and can be reset. */
    COUNTER("inc [N] | dec [N] | reset", List.of("inc", "dec", "reset")) {
        @Override
        boolean update(Replica replica, String name, String verb, List<String> words) throws ShellException {
            var counter = replica.counter(name);
            switch (verb) {
                case "inc" -> counter.increment(number(words));
                case "dec" -> counter.decrement(number(words));
                case "reset" -> counter.reset();
                default -> {
                    return false;
                }
            }
            return true;
        }

        @Override
        String show(Replica replica, String name) {
            return replica.counter(name).bigValue().toString();
        }

        @Override
        Subscription watch(Replica replica, String name, BiConsumer<Object, Boolean> listener) {
            return replica.counter(name).onChange(event -> listener.accept(event.change(), event.local()));
        }
    },
    /** One value; the newest write wins. */
    REGISTER("set TEXT | clear", List.of("set", "clear")) {
        @Override
        boolean update(Replica replica, String name, String verb, List<String> words) throws ShellException {
            var register = replica.<String>register(name);
            switch (verb) {
                case "set" -> register.assign(text(words));
                case "clear" -> register.clear();
                default -> {
                    return false;
                }
            }
            return true;
        }

        @Override
        String show(Replica replica, String name) {
            return replica.<String>register(name).value().orElse("(nothing)");
        }

        @Override
        Subscription watch(Replica replica, String name, BiConsumer<Object, Boolean> listener) {
            return replica.register(name).onChange(event -> listener.accept(event.change(), event.local()));
        }
    },
    /** One value a key; the newest write wins. */
    MAP("put KEY TEXT | remove KEY", List.of("put", "remove")) {
        @Override
        boolean update(Replica replica, String name, String verb, List<String> words) throws ShellException {
            var map = replica.<String, String>map(name);
            switch (verb) {
                case "put" -> {
                    if (words.size() < 2) {
                        throw new ShellException("put needs a key and a value");
                    }
                    map.put(words.get(0), text(words.subList(1, words.size())));
                }
                case "remove" -> map.remove(text(words));
                default -> {
                    return false;
                }
            }
            return true;
        }

        @Override
        String show(Replica replica, String name) {
            return new TreeMap<>(replica.<String, String>map(name).snapshot()).toString();
        }

        @Override
        Subscription watch(Replica replica, String name, BiConsumer<Object, Boolean> listener) {
            return replica.map(name).onChange(event -> listener.accept(event.change(), event.local()));
        }
    },
    /** On or off; switching on wins. */
    FLAG("on | off", List.of("on", "off")) {
        @Override
        boolean update(Replica replica, String name, String verb, List<String> words) {
            var flag = replica.flag(name);
            switch (verb) {
                case "on" -> flag.enable();
                case "off" -> flag.disable();
                default -> {
                    return false;
                }
            }
            return true;
        }

        @Override
        String show(Replica replica, String name) {
            return replica.flag(name).isEnabled() ? "on" : "off";
        }

        @Override
        Subscription watch(Replica replica, String name, BiConsumer<Object, Boolean> listener) {
            return replica.flag(name).onChange(event -> listener.accept(event.change(), event.local()));
        }
    };

    private final String usage;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> verbs;

    Kind(String usage, List<String> verbs) {
        this.usage = usage;
        this.verbs = verbs;
    }

    /** Changes an object; false if it has no such verb, and nothing has changed. */
    abstract boolean update(Replica replica, String name, String verb, List<String> words) throws ShellException;

    /** The value, for a person. */
    abstract String show(Replica replica, String name);

    /** Tells each change, and whether it was made here. */
    abstract Subscription watch(Replica replica, String name, BiConsumer<Object, Boolean> listener);

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String usage() {
        return usage;
    }

    List<String> verbs() {
        return verbs;
    }

    static Optional<Kind> named(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    /** The kind of an object that is there; empty if it is of a type that the shell does not show. */
    static Optional<Kind> of(Replica replica, String name) {
        return Arrays.stream(values()).filter(kind -> kind.fits(replica, name)).findFirst();
    }

    private boolean fits(Replica replica, String name) {
        try {
            show(replica, name);
            return true;
        } catch (IllegalArgumentException e) {
            return false; // it is of another type
        }
    }

    private static String text(List<String> words) throws ShellException {
        if (words.isEmpty()) {
            throw new ShellException("a text is missing");
        }
        return String.join(" ", words);
    }

    private static long number(List<String> words) throws ShellException {
        if (words.isEmpty()) {
            return 1;
        }
        try {
            long number = Long.parseLong(words.get(0));
            if (number < 1 || words.size() > 1) {
                throw new ShellException("a number from 1 is needed: " + String.join(" ", words));
            }
            return number;
        } catch (NumberFormatException e) {
            throw new ShellException("not a number: " + words.get(0));
        }
    }
}
