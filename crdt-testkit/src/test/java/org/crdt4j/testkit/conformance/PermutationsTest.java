// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PermutationsTest {

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "2,2", "3,6", "4,24", "8,40320"})
    void all_areThere_once(int elements, int orders) {
        List<Integer> given = IntStream.range(0, elements).boxed().toList();
        List<List<Integer>> all = new ArrayList<>();
        Permutations.of(given).forEach(all::add);

        assertEquals(given, all.get(0));
        assertEquals(orders, all.size());
        assertEquals(orders, new HashSet<>(all).size());
        all.forEach(order -> assertEquals(given, order.stream().sorted().toList()));
    }
}
