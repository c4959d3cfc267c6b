// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShowcaseTest {

    @Test
    void oversoldArticlesThatBothSidesSellWhileCut_comeFirst() throws Exception {
        // By a script of its own: of the 953 articles below zero in the end, those with the greatest smaller half.
        assertEquals(List.of("22417", "20726", "22344", "22345"), Showcase.pick(GroundTruth.movements(), 4));
    }

    @Test
    void noMovements_noArticles() {
        assertEquals(List.of(), Showcase.pick(List.of(), 4));
    }
}
