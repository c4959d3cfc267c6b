// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.inspector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.crdt4j.replica.Replica;

/**
 * A type as the playground offers it.
 *
 * @param id its name in a script
 * @param title its name for people
 * @param rule what it decides, in a sentence
 * @param verbs what can be done, in the order in which it is offered
 * @param value shows the object of a replica
 * @param story steps that show what is special about it, such as {@code a add x}
 */
record Toy(
        String id,
        String title,
        String rule,
        Map<String, Verb> verbs,
        Function<Replica, String> value,
        List<String> story) {

    /** The name of the object in both replicas. */
    static final String OBJECT = "toy";

    /** What a verb does. */
    @FunctionalInterface
    interface Act {
        void on(Replica replica, String argument);
    }

    /**
     * Something that can be done.
     *
     * @param hint what has to be written behind it, empty for nothing
     * @param act does it
     */
    record Verb(String hint, Act act) {}

    static Builder of(String id, String title, String rule) {
        return new Builder(id, title, rule);
    }

    /** Collects the verbs of a type. */
    static final class Builder {
        private final String id;
        private final String title;
        private final String rule;
        private final Map<String, Verb> verbs = new LinkedHashMap<>();

        private Builder(String id, String title, String rule) {
            this.id = id;
            this.title = title;
            this.rule = rule;
        }

        Builder verb(String name, String hint, Act act) {
            verbs.put(name, new Verb(hint, act));
            return this;
        }

        Toy shows(Function<Replica, String> value, String... story) {
            return new Toy(id, title, rule, verbs, value, List.of(story));
        }
    }
}
