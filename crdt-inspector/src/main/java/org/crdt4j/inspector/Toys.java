// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.inspector;

import static org.crdt4j.inspector.Toy.OBJECT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.ReplicatedSet;

/** The types of the playground. */
final class Toys {

    static final ReplicaId A = ReplicaId.of(1);
    static final ReplicaId B = ReplicaId.of(2);

    static final List<Toy> ALL = all();

    private static final String ELEMENT = "element";
    private static final String ENTRY = "key=value";
    private static final String NUMBER = "number";
    private static final String NOTHING = "(nothing)";

    private Toys() {}

    private static List<Toy> all() {
        List<Toy> toys = new ArrayList<>(sets());
        toys.addAll(counters());
        toys.addAll(flags());
        toys.addAll(registers());
        toys.addAll(maps());
        return List.copyOf(toys);
    }

    private static List<Toy> sets() {
        return List.of(
                set(
                        "set",
                        "Set (add wins)",
                        "An add wins over a remove that has not seen it.",
                        replica -> replica.set(OBJECT)),
                set(
                        "remove-wins-set",
                        "Set (remove wins)",
                        "A remove wins over an add that has not seen it.",
                        replica -> replica.removeWinsSet(OBJECT)),
                set(
                        "lww-set",
                        "Set (last writer wins)",
                        "Of an add and a remove of one element the later one wins, by the clocks.",
                        replica -> replica.lastWriterWinsSet(OBJECT)),
                set(
                        "two-phase-set",
                        "Set (two phases)",
                        "What was removed once never comes back.",
                        replica -> replica.twoPhaseSet(OBJECT)),
                Toy.of("grow-only-set", "Set (only grows)", "What was added stays; there is no remove.")
                        .verb(
                                "add",
                                ELEMENT,
                                (replica, text) -> replica.growOnlySet(OBJECT).add(text))
                        .shows(
                                replica -> sorted(
                                        replica.<String>growOnlySet(OBJECT).snapshot()),
                                "link cut",
                                "a add x",
                                "b add y",
                                "link heal"));
    }

    private static Toy set(String id, String title, String rule, Function<Replica, ReplicatedSet<String>> of) {
        return Toy.of(id, title, rule)
                .verb("add", ELEMENT, (replica, text) -> of.apply(replica).add(text))
                .verb("remove", ELEMENT, (replica, text) -> of.apply(replica).remove(text))
                .verb("clear", "", (replica, text) -> of.apply(replica).clear())
                .shows(
                        replica -> sorted(of.apply(replica).snapshot()),
                        "a add x",
                        "link cut",
                        "a add x",
                        "b remove x",
                        "link heal");
    }

    private static List<Toy> counters() {
        return List.of(
                Toy.of(
                                "counter",
                                "Counter",
                                "All increments and decrements count, each once; a reset takes back those that it has seen.")
                        .verb(
                                "add",
                                NUMBER,
                                (replica, text) -> replica.counter(OBJECT).increment(number(text)))
                        .verb(
                                "reset",
                                "",
                                (replica, text) -> replica.counter(OBJECT).reset())
                        .shows(
                                replica -> replica.counter(OBJECT).bigValue().toString(),
                                "a add 5",
                                "link cut",
                                "a add 3",
                                "b reset",
                                "link heal"),
                Toy.of(
                                "bounded-counter",
                                "Bounded counter",
                                "Never below zero: a replica takes only what it has rights for, and refuses the rest.")
                        .verb(
                                "add",
                                NUMBER,
                                (replica, text) ->
                                        replica.boundedCounter(OBJECT).increment(number(text)))
                        .verb(
                                "take",
                                NUMBER,
                                (replica, text) ->
                                        replica.boundedCounter(OBJECT).decrement(number(text)))
                        .verb(
                                "give",
                                NUMBER,
                                (replica, text) -> replica.boundedCounter(OBJECT)
                                        .transfer(number(text), replica.id().equals(A) ? B : A))
                        .shows(
                                replica -> replica.boundedCounter(OBJECT).bigValue() + ", may take "
                                        + replica.boundedCounter(OBJECT).ownRights(),
                                "a add 10",
                                "a give 4",
                                "link cut",
                                "a take 7",
                                "b take 3",
                                "link heal"));
    }

    private static List<Toy> flags() {
        return List.of(
                Toy.of("flag", "Flag (enable wins)", "Enabling wins over disabling that has not seen it.")
                        .verb(
                                "enable",
                                "",
                                (replica, text) -> replica.flag(OBJECT).enable())
                        .verb(
                                "disable",
                                "",
                                (replica, text) -> replica.flag(OBJECT).disable())
                        .shows(
                                replica -> onOrOff(replica.flag(OBJECT).isEnabled()),
                                "link cut",
                                "a enable",
                                "b disable",
                                "link heal"),
                Toy.of("disable-wins-flag", "Flag (disable wins)", "Disabling wins over enabling that has not seen it.")
                        .verb(
                                "enable",
                                "",
                                (replica, text) ->
                                        replica.disableWinsFlag(OBJECT).enable())
                        .verb(
                                "disable",
                                "",
                                (replica, text) ->
                                        replica.disableWinsFlag(OBJECT).disable())
                        .shows(
                                replica ->
                                        onOrOff(replica.disableWinsFlag(OBJECT).isEnabled()),
                                "a enable",
                                "link cut",
                                "a enable",
                                "b disable",
                                "link heal"));
    }

    private static List<Toy> registers() {
        return List.of(
                Toy.of(
                                "register",
                                "Register (last writer wins)",
                                "The later write wins, by the clocks; the other one is gone.")
                        .verb(
                                "assign",
                                "text",
                                (replica, text) -> replica.register(OBJECT).assign(text))
                        .verb(
                                "clear",
                                "",
                                (replica, text) -> replica.register(OBJECT).clear())
                        .shows(
                                replica ->
                                        replica.<String>register(OBJECT).value().orElse(NOTHING),
                                "link cut",
                                "a assign red",
                                "b assign blue",
                                "link heal"),
                Toy.of(
                                "multi-value-register",
                                "Register (keeps all)",
                                "Writes that have not seen each other all stay, until somebody writes again.")
                        .verb(
                                "assign",
                                "text",
                                (replica, text) ->
                                        replica.multiValueRegister(OBJECT).assign(text))
                        .verb(
                                "clear",
                                "",
                                (replica, text) ->
                                        replica.multiValueRegister(OBJECT).clear())
                        .shows(
                                replica -> sorted(replica.<String>multiValueRegister(OBJECT)
                                        .values()),
                                "link cut",
                                "a assign red",
                                "b assign blue",
                                "link heal"),
                Toy.of(
                                "max-register",
                                "Register (the greatest)",
                                "The greatest number ever written, in whatever order.")
                        .verb(
                                "assign",
                                NUMBER,
                                (replica, text) ->
                                        replica.<Long>maxRegister(OBJECT).assign(number(text)))
                        .shows(
                                replica -> replica.<Long>maxRegister(OBJECT)
                                        .value()
                                        .map(String::valueOf)
                                        .orElse(NOTHING),
                                "link cut",
                                "a assign 7",
                                "b assign 5",
                                "link heal"));
    }

    private static List<Toy> maps() {
        return List.of(
                Toy.of(
                                "map",
                                "Map (last writer wins)",
                                "For each key the later write wins, by the clocks; so does a removal.")
                        .verb(
                                "put",
                                ENTRY,
                                (replica, text) -> replica.map(OBJECT).put(key(text), value(text)))
                        .verb(
                                "remove",
                                "key",
                                (replica, text) -> replica.map(OBJECT).remove(text))
                        .shows(
                                replica -> sorted(
                                        replica.<String, String>map(OBJECT).snapshot()),
                                "a put place=depot",
                                "link cut",
                                "a put place=harbour",
                                "b put driver=ann",
                                "b put place=airport",
                                "link heal"),
                Toy.of("multi-map", "Multimap", "Each pair is an element of a set in which adding wins.")
                        .verb(
                                "put",
                                ENTRY,
                                (replica, text) -> replica.multiMap(OBJECT).put(key(text), value(text)))
                        .verb(
                                "remove",
                                "key",
                                (replica, text) -> replica.multiMap(OBJECT).removeAll(text))
                        .shows(
                                replica -> sorted(
                                        replica.<String, String>multiMap(OBJECT).snapshot()),
                                "a put tags=old",
                                "link cut",
                                "a put tags=new",
                                "b remove tags",
                                "link heal"),
                Toy.of(
                                "counter-map",
                                "Map of counters",
                                "Each key has a counter; a removal takes back what it has seen.")
                        .verb(
                                "add",
                                "key=number",
                                (replica, text) -> replica.counterMap(OBJECT).increment(key(text), number(value(text))))
                        .verb(
                                "remove",
                                "key",
                                (replica, text) -> replica.counterMap(OBJECT).remove(text))
                        .shows(
                                replica -> sorted(
                                        replica.<String>counterMap(OBJECT).snapshot()),
                                "a add apples=5",
                                "link cut",
                                "a add apples=3",
                                "b remove apples",
                                "link heal"),
                Toy.of(
                                "causal-log",
                                "Log",
                                "Everything once; what somebody had seen stands before what he wrote, and all agree on one order.")
                        .verb(
                                "append",
                                "text",
                                (replica, text) -> replica.causalLog(OBJECT).append(text))
                        .shows(
                                replica -> replica.causalLog(OBJECT).items().toString(),
                                "a append question",
                                "link cut",
                                "a append answer 1",
                                "b append answer 2",
                                "link heal"));
    }

    private static String sorted(Collection<String> elements) {
        return new TreeSet<>(elements).toString();
    }

    private static String sorted(Map<String, ?> entries) {
        return new TreeMap<>(entries).toString();
    }

    private static String onOrOff(boolean on) {
        return on ? "on" : "off";
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number: " + text, e);
        }
    }

    private static String key(String entry) {
        return entry.substring(0, equalsIn(entry));
    }

    private static String value(String entry) {
        return entry.substring(equalsIn(entry) + 1);
    }

    private static int equalsIn(String entry) {
        int equals = entry.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("not of the form key=value: " + entry);
        }
        return equals;
    }
}
