// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One case, as it stands in its file.
 *
 * @param id its name
 * @param type the name of the type that it is about
 * @param replicas the names of the replicas, which start empty
 * @param tags what it is about
 * @param steps what is done and what has to come out, not yet checked
 * @param properties what holds of a text after the last step at every replica, null if nothing is said
 */
public record ConformanceCase(
        String id,
        String type,
        List<String> replicas,
        Set<String> tags,
        List<Map<String, Object>> steps,
        @Nullable Map<String, Object> properties) {

    private static final String NON_CAUSAL = "non-causal";

    /**
     * Copies the collections.
     *
     * @param id its name
     * @param type the name of the type that it is about
     * @param replicas the names of the replicas, which start empty
     * @param tags what it is about
     * @param steps what is done and what has to come out, not yet checked
     * @param properties what holds of a text after the last step at every replica, null if nothing is said
     */
    public ConformanceCase {
        replicas = List.copyOf(replicas);
        tags = Set.copyOf(tags);
        steps = List.copyOf(steps);
    }

    /**
     * Runs this case.
     *
     * @param <S> what the replicas exchange
     * @param adapter the type
     * @return how it went
     */
    public <S> Outcome run(TypeAdapter<S> adapter) {
        return new CaseRun<>(this, adapter).run();
    }

    boolean isNonCausal() {
        return tags.contains(NON_CAUSAL);
    }
}
