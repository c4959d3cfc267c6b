// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.inspector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlaygroundTest {

    private static ObjectNode script(String type, List<String> steps) {
        ObjectNode script = JsonNodeFactory.instance.objectNode().put("type", type);
        steps.forEach(script.putArray("steps")::add);
        return script;
    }

    private static JsonNode play(String type, String... steps) {
        return Playground.play(script(type, List.of(steps)));
    }

    private static Toy toy(String id) {
        return Toys.ALL.stream().filter(toy -> toy.id().equals(id)).findFirst().orElseThrow();
    }

    /** What docs/types.md says of concurrent edits is what a visitor sees. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "set; [x]",
                "remove-wins-set; []",
                "lww-set; []",
                "two-phase-set; []",
                "grow-only-set; [x, y]",
                "counter; 3",
                "flag; on",
                "disable-wins-flag; off",
                "register; blue",
                "multi-value-register; [blue, red]",
                "max-register; 7",
                "map; {driver=ann, place=airport}",
                "multi-map; {tags=[new]}",
                "counter-map; {apples=3}",
                "causal-log; [question, answer 1, answer 2]"
            })
    void storyOfAType_endsAsItsRuleSays(String type, String outcome) {
        JsonNode played = Playground.play(script(type, toy(type).story()));
        assertEquals(outcome, played.at("/a/value").asText());
        assertEquals(outcome, played.at("/b/value").asText());
    }

    static List<String> types() {
        return Toys.ALL.stream().map(Toy::id).toList();
    }

    @ParameterizedTest
    @MethodSource("types")
    void storyOfEachType_healsAndAgrees(String type) {
        JsonNode played = Playground.play(script(type, toy(type).story()));
        assertTrue(played.get("linked").asBoolean());
        assertEquals(played.at("/a/version"), played.at("/b/version"));
        assertFalse(played.at("/a/explanation").asText().isEmpty());
        int refusals = played.get("steps").findValues("refused").size();
        assertEquals(type.equals("bounded-counter") ? 1 : 0, refusals, "what refuses is the bounded counter");
    }

    @Test
    void cutLink_keepsChangesApartUntilItHeals() {
        JsonNode played = play("set", "a add x", "link cut", "b add y", "link heal");
        assertEquals("[x]", played.at("/steps/1/b").asText());
        assertEquals("[x]", played.at("/steps/2/a").asText());
        assertEquals("[x, y]", played.at("/steps/2/b").asText());
        assertEquals("[x, y]", played.at("/steps/3/a").asText());
    }

    @Test
    void boundedCounter_refusesWhatItHasNoRightsFor() {
        JsonNode played = play("bounded-counter", "a add 10", "link cut", "b take 1", "a take 10", "link heal");
        assertTrue(played.at("/steps/2").has("refused"), played.toString());
        assertEquals("0, may take 0", played.at("/a/value").asText());
    }

    @Test
    void stepsThatMakeNoSense_areNotedAndChangeNothing() {
        JsonNode played = play("counter", "a add", "a add many", "a reset now", "a add 2");
        assertEquals("missing: number", played.at("/steps/0/refused").asText());
        assertEquals("not a number: many", played.at("/steps/1/refused").asText());
        assertEquals("reset takes nothing", played.at("/steps/2/refused").asText());
        assertEquals("2", played.at("/b/value").asText());
    }

    @Test
    void whatIsNoScript_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> play("abacus"));
        assertThrows(IllegalArgumentException.class, () -> play("set", "c add x"));
        assertThrows(IllegalArgumentException.class, () -> play("set", "a"));
        assertThrows(IllegalArgumentException.class, () -> play("set", "a fly x"));
        assertThrows(IllegalArgumentException.class, () -> play("set", "link tie"));
        assertThrows(IllegalArgumentException.class, () -> play("set", "a add " + "x".repeat(100)));
        List<String> many = Collections.nCopies(201, "a clear");
        assertThrows(IllegalArgumentException.class, () -> Playground.play(script("set", many)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Playground.play(script("set", List.of()).put("steps", "a add x")));
    }
}
