// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.error.CrdtException;
import org.crdt4j.replica.Explanation;
import org.crdt4j.replica.Replica;

/**
 * Two replicas with a link that can be cut. A script is played from its beginning on fresh replicas, so nothing is kept here between
 * requests, and the same script has the same outcome everywhere. Not thread-safe; one play each.
 */
final class Playground {

    private static final int MOST_STEPS = 200;
    private static final int MOST_CHARACTERS = 100;
    private static final long STEP_MILLIS = 1_000;

    private final Toy toy;
    private final Replica a;
    private final Replica b;
    private final ArrayNode outcomes;
    private boolean linked = true;
    private long millis;

    private Playground(Toy toy, ArrayNode outcomes) {
        this.toy = toy;
        this.outcomes = outcomes;
        a = replica("a", Toys.A);
        b = replica("b", Toys.B);
    }

    private Replica replica(String name, ReplicaId id) {
        return Replica.builder(name)
                .id(id)
                .time(() -> Instant.ofEpochMilli(millis))
                .open();
    }

    /** The types with their verbs, rules and stories. */
    static ArrayNode catalogue() {
        ArrayNode types = JsonNodeFactory.instance.arrayNode();
        for (Toy toy : Toys.ALL) {
            ObjectNode type = types.addObject()
                    .put("id", toy.id())
                    .put("title", toy.title())
                    .put("rule", toy.rule());
            ArrayNode verbs = type.putArray("verbs");
            toy.verbs()
                    .forEach((name, verb) -> verbs.addObject().put("name", name).put("hint", verb.hint()));
            ArrayNode story = type.putArray("story");
            toy.story().forEach(story::add);
        }
        return types;
    }

    /**
     * Plays a script.
     *
     * @param script the type, and steps such as {@code a add x}, {@code link cut}, {@code link heal}
     * @return what each replica shows after each step, and why at the end
     * @throws IllegalArgumentException if it is no script
     */
    static ObjectNode play(JsonNode script) {
        String id = script.path("type").asText();
        Toy toy = Toys.ALL.stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no type " + id));
        JsonNode steps = script.path("steps");
        if (!steps.isArray() || steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException("steps have to be a list of at most " + MOST_STEPS);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("type", id);
        Playground playground = new Playground(toy, answer.putArray("steps"));
        for (JsonNode step : steps) {
            playground.step(step.asText());
        }
        return playground.conclude(answer);
    }

    private void step(String step) {
        if (step.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("a step has more than " + MOST_CHARACTERS + " characters");
        }
        millis += STEP_MILLIS;
        String[] words = step.split(" ", 3);
        if (words.length < 2) {
            throw new IllegalArgumentException("no step: " + step);
        }
        ObjectNode outcome = outcomes.addObject().put("step", step);
        switch (words[0]) {
            case "link" -> linked = isHealed(words[1]);
            case "a" -> act(a, words, outcome);
            case "b" -> act(b, words, outcome);
            default -> throw new IllegalArgumentException("no replica " + words[0]);
        }
        if (linked) {
            exchange();
        }
        outcome.put("linked", linked)
                .put("a", toy.value().apply(a))
                .put("b", toy.value().apply(b));
    }

    private static boolean isHealed(String word) {
        if (!word.equals("cut") && !word.equals("heal")) {
            throw new IllegalArgumentException("a link can be cut or heal, not " + word);
        }
        return word.equals("heal");
    }

    private void act(Replica at, String[] words, ObjectNode outcome) {
        Toy.Verb verb = toy.verbs().get(words[1]);
        if (verb == null) {
            throw new IllegalArgumentException(toy.title() + " cannot " + words[1]);
        }
        String argument = words.length == 3 ? words[2].strip() : "";
        if (argument.isEmpty() != verb.hint().isEmpty()) {
            outcome.put("refused", verb.hint().isEmpty() ? words[1] + " takes nothing" : "missing: " + verb.hint());
            return;
        }
        try {
            verb.act().on(at, argument);
        } catch (CrdtException | IllegalArgumentException | ArithmeticException e) {
            outcome.put("refused", e.getMessage());
        }
    }

    private void exchange() {
        a.deltasSince(b.version()).forEach(b::receive);
        b.deltasSince(a.version()).forEach(a::receive);
    }

    private ObjectNode conclude(ObjectNode answer) {
        answer.put("linked", linked);
        for (Replica replica : new Replica[] {a, b}) {
            answer.putObject(replica.name())
                    .put("value", toy.value().apply(replica))
                    .put("version", replica.version().toString())
                    .put(
                            "explanation",
                            replica.explain(Toy.OBJECT)
                                    .map(Explanation::toString)
                                    .orElse("nothing yet"));
            replica.close();
        }
        return answer;
    }
}
