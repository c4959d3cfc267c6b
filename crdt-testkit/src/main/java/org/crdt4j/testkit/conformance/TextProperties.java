// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What holds of collaborative texts: the replicas converge, the order of characters once seen by any replica is kept, and what a case
 * says of the final text.
 */
final class TextProperties {

    private static final Set<String> TYPING = Set.of("insert", "type_backward");

    /* Order is tracked of characters that the case types once; of others nobody can tell which is which. */
    private final Set<Integer> unique = new HashSet<>();
    private final Set<Pair> seen = new HashSet<>();
    private final Map<String, String> texts = new LinkedHashMap<>();

    private record Pair(int before, int after) {
        Pair swapped() {
            return new Pair(/* before= */ after, /* after= */ before);
        }
    }

    TextProperties(List<List<Step>> steps) {
        Map<Integer, Integer> typed = new HashMap<>();
        for (List<Step> step : steps) {
            for (Step part : step) {
                if (part instanceof Step.Perform perform
                        && TYPING.contains(perform.operation().name())) {
                    perform.operation()
                            .text(1)
                            .codePoints()
                            .forEach(character -> typed.merge(character, 1, Integer::sum));
                }
            }
        }
        typed.forEach((character, times) -> {
            if (times == 1) {
                unique.add(character);
            }
        });
    }

    /** Takes note of what a replica shows, and complains if two characters have changed places. */
    void observe(String replica, Object value) {
        if (!(value instanceof String text)) {
            throw new UnmetException(replica + " shows no text: " + Values.show(value));
        }
        if (text.equals(texts.put(replica, text))) {
            return;
        }
        List<Integer> characters =
                text.codePoints().filter(unique::contains).boxed().toList();
        for (int later = 1; later < characters.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                Pair pair = new Pair(characters.get(earlier), characters.get(later));
                if (seen.contains(pair.swapped())) {
                    throw new UnmetException("the order of " + Character.toString(pair.after) + " and "
                            + Character.toString(pair.before) + " that was seen before is not kept at " + replica + ": "
                            + Values.show(text));
                }
                seen.add(pair);
            }
        }
    }

    /** Checks the last text of each replica. */
    void check(Fields properties) {
        List<String> allowed = properties.has("one_of") ? properties.texts("one_of") : List.of();
        String survivors = properties.optionalText("survivors");
        List<String> contiguous = properties.has("contiguous") ? properties.texts("contiguous") : List.of();
        List<List<String>> apart = groups(properties);
        List<List<Object>> before = properties.pairs("before");
        properties.allRead();
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            String text = entry.getValue();
            String shown = entry.getKey() + " shows " + Values.show(text);
            unless(Set.copyOf(texts.values()).size() == 1, "the replicas do not converge: " + Values.show(texts));
            unless(allowed.isEmpty() || allowed.contains(text), shown + ", which is none of " + Values.show(allowed));
            unless(
                    survivors == null || sorted(survivors).equals(sorted(text)),
                    shown + ", which are not the characters " + Values.show(String.valueOf(survivors)));
            contiguous.forEach(run -> unless(text.contains(run), shown + ", which tears apart " + Values.show(run)));
            apart.forEach(runs -> checkNotInterleaved(text, runs, shown));
            before.forEach(pair -> checkBefore(text, String.valueOf(pair.get(0)), String.valueOf(pair.get(1)), shown));
        }
    }

    private static List<Integer> sorted(String text) {
        return text.codePoints().sorted().boxed().toList();
    }

    /* One group of runs, or a list of groups. */
    private static List<List<String>> groups(Fields properties) {
        List<Object> stated = properties.optionalList("not_interleaved");
        if (stated.stream().allMatch(String.class::isInstance)) {
            return stated.isEmpty() ? List.of() : List.of(properties.texts("not_interleaved"));
        }
        List<List<String>> groups = new ArrayList<>();
        for (Object group : stated) {
            groups.add(properties.asList("not_interleaved", group).stream()
                    .map(String::valueOf)
                    .toList());
        }
        return groups;
    }

    /* What is there of one run stands before all of the other, or after all of it. */
    private static void checkNotInterleaved(String text, List<String> runs, String shown) {
        for (String a : runs) {
            for (String b : runs) {
                if (!a.equals(b)) {
                    unless(
                            lastOf(a, text) < firstOf(b, text) || lastOf(b, text) < firstOf(a, text),
                            shown + ", which interleaves " + Values.show(a) + " and " + Values.show(b));
                }
            }
        }
    }

    private static int firstOf(String run, String text) {
        return run.codePoints()
                .map(text::indexOf)
                .filter(place -> place >= 0)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private static int lastOf(String run, String text) {
        return run.codePoints().map(text::lastIndexOf).max().orElse(-1);
    }

    /* Says nothing of what was deleted: that is what survivors are for. */
    private static void checkBefore(String text, String earlier, String later, String shown) {
        int first = text.indexOf(earlier);
        int second = text.indexOf(later);
        unless(
                first < 0 || second < 0 || first < second,
                shown + ", with " + Values.show(earlier) + " not before " + Values.show(later));
    }

    private static void unless(boolean holds, String complaint) {
        if (!holds) {
            throw new UnmetException(complaint);
        }
    }
}
