// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crdt4j.causality.CausalOrder;
import org.crdt4j.causality.HybridTimestamp;
import org.jspecify.annotations.Nullable;

/** Makes steps of the fields in a case. */
final class StepReader {

    /* Times of cases may be of any size, also negative, and only their order matters. The n-th of them becomes n milliseconds; a hybrid
     * clock has room for writes without a time in between. */
    private final List<BigDecimal> times;

    private StepReader(List<BigDecimal> times) {
        this.times = times;
    }

    /** The steps of a case; one that demands several things becomes several. Numbers of steps in complaints count from 1. */
    static List<List<Step>> read(ConformanceCase given) {
        TreeSet<BigDecimal> times = new TreeSet<>();
        for (Map<String, Object> step : given.steps()) {
            if (step.containsKey("ts")) {
                times.add(time(step.get("ts")));
            }
        }
        StepReader reader = new StepReader(List.copyOf(times));
        List<List<Step>> steps = new ArrayList<>();
        for (Map<String, Object> step : given.steps()) {
            steps.add(reader.read(new Fields("step " + (steps.size() + 1), step)));
        }
        return steps;
    }

    private static BigDecimal time(@Nullable Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        throw new MalformedCaseException("ts must be a number");
    }

    private List<Step> read(Fields fields) {
        List<Step> steps = new ArrayList<>();
        if (fields.has("op")) {
            steps.add(perform(fields));
        }
        Map<String, Function<Fields, Step>> kinds = new LinkedHashMap<>();
        kinds.put("merge", StepReader::merge);
        kinds.put("deliver", StepReader::deliver);
        kinds.put("snapshot", StepReader::snapshot);
        kinds.put("sync", all -> new Step.Sync(all.texts("sync")));
        if (fields.has("fold")) {
            kinds.put("fold", StepReader::fold);
        } else {
            kinds.put("expect", all -> new Step.Expect(one(all.entries("expect"))));
            kinds.put("expect_one_of", StepReader::expectOneOf);
        }
        kinds.put("expect_equal", all -> new Step.ExpectEqual(all.texts("expect_equal")));
        kinds.put("order", StepReader::order);
        kinds.put("expect_feed", StepReader::expectFeed);
        kinds.forEach((kind, parser) -> {
            if (fields.has(kind)) {
                steps.add(parser.apply(fields));
            }
        });
        fields.allRead();
        if (steps.isEmpty()) {
            throw new MalformedCaseException("a step does nothing and demands nothing");
        }
        return steps;
    }

    private Step perform(Fields fields) {
        HybridTimestamp time =
                fields.has("ts") ? HybridTimestamp.of(1L + times.indexOf(time(fields.any("ts"))), 0) : null;
        Operation operation = new Operation(fields.text("op"), fields.optionalList("args"), time);
        return new Step.Perform(
                fields.text("replica"),
                operation,
                fields.optionalText("label"),
                fields.flag("expect_error"),
                fields.flag("may_error"));
    }

    private static Step merge(Fields fields) {
        Fields merge = fields.object("merge");
        Step step = new Step.Merge(merge.text("from"), merge.text("to"));
        merge.allRead();
        return step;
    }

    private static Step deliver(Fields fields) {
        Fields deliver = fields.object("deliver");
        Step step = new Step.Deliver(deliver.text("label"), deliver.text("to"));
        deliver.allRead();
        return step;
    }

    private static Step snapshot(Fields fields) {
        Fields snapshot = fields.object("snapshot");
        Step step = new Step.Snapshot(snapshot.text("of"), snapshot.text("as"));
        snapshot.allRead();
        return step;
    }

    private static Map<String, List<Object>> one(Map<String, Object> expected) {
        return expected.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> List.of(entry.getValue()), (a, b) -> b, LinkedHashMap::new));
    }

    private static Step expectOneOf(Fields fields) {
        Map<String, List<Object>> allowed = new LinkedHashMap<>();
        fields.entries("expect_one_of")
                .forEach((replica, values) -> allowed.put(replica, fields.asList("expect_one_of", values)));
        return new Step.Expect(allowed);
    }

    private static Step fold(Fields fields) {
        List<Object> allowed = fields.has("expect") ? List.of(fields.any("expect")) : fields.list("expect_one_of");
        return new Step.Fold(fields.texts("fold"), allowed);
    }

    private static Step order(Fields fields) {
        Fields order = fields.object("order");
        String is = order.text("is");
        CausalOrder relation = switch (is) {
            case "before" -> CausalOrder.BEFORE;
            case "after" -> CausalOrder.AFTER;
            case "equal" -> CausalOrder.EQUAL;
            case "concurrent" -> CausalOrder.CONCURRENT;
            default -> throw new MalformedCaseException("no such order: " + is);
        };
        Step step = new Step.Order(order.text("a"), order.text("b"), relation);
        order.allRead();
        return step;
    }

    private static Step expectFeed(Fields fields) {
        Map<String, Step.Feed> feeds = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : fields.entries("expect_feed").entrySet()) {
            Fields feed = new Fields("expect_feed", entry.getValue());
            feeds.put(entry.getKey(), new Step.Feed(feed.list("items"), feed.pairs("before")));
            feed.allRead();
        }
        return new Step.ExpectFeed(feeds);
    }
}
