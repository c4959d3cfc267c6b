// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.util.List;
import java.util.Map;
import org.crdt4j.causality.CausalOrder;
import org.jspecify.annotations.Nullable;

/** One thing that a case does or demands. */
sealed interface Step {

    /** What only looks and demands, and changes nothing. */
    sealed interface Assertion extends Step {}

    /** A local operation. */
    record Perform(
            String replica, Operation operation, @Nullable String label, boolean mustBeRefused, boolean mayBeRefused)
            implements Step {}

    /** A replica receives the whole state of another, or a snapshot. */
    record Merge(String from, String to) implements Step {}

    /** A replica receives what one labelled operation handed out. */
    record Deliver(String label, String to) implements Step {}

    /** The state of a replica is remembered. */
    record Snapshot(String of, String as) implements Step {}

    /** Replicas exchange whole states until nothing is new. */
    record Sync(List<String> replicas) implements Step {}

    /** The value of each replica is one of some. */
    record Expect(Map<String, List<Object>> allowed) implements Assertion {}

    /** Replicas have the same value. */
    record ExpectEqual(List<String> replicas) implements Assertion {}

    /** An empty replica that receives these states, in whatever order, has one of these values. */
    record Fold(List<String> states, List<Object> allowed) implements Assertion {}

    /** Two states relate like this. */
    record Order(String a, String b, CausalOrder is) implements Assertion {}

    /** The list of each replica has exactly these items, and these pairs in this order. */
    record ExpectFeed(Map<String, Feed> feeds) implements Assertion {}

    /** What a feed has to show. */
    record Feed(List<Object> items, List<List<Object>> before) {}
}
