// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import static org.crdt4j.testkit.conformance.Cases.assertFails;
import static org.crdt4j.testkit.conformance.Cases.assertPasses;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties of collaborative texts, on texts that a test writes down. */
final class TextPropertiesTest {

    private static String becomes(String replica, String text) {
        return "{'replica':'" + replica + "','op':'become','args':['" + text + "']}";
    }

    private static ConformanceCase ending(String text, String properties) {
        return Cases.with(
                "TEXT", "'properties':" + properties + ",", becomes("A", text), becomes("B", text), becomes("C", text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "abcABC; {'survivors':'ABCabc'}; abcAB",
                "abcABC; {'survivors':'ABCabc'}; abcABCC",
                "abcABC; {'contiguous':['abc','ABC']}; abAcBC",
                "abcABC; {'contiguous':['abc','ABC']}; abcBAC",
                "abcABC; {'not_interleaved':['abc','ABC']}; abAcBC",
                "cbaAC; {'not_interleaved':['abc','ABC']}; abABCc",
                "abcABCde; {'not_interleaved':[['abc','ABC'],['ad','e']]}; aecdABC",
                "axby; {'before':[['x','y'],['a','z']]}; aybx",
                "ab; {'one_of':['ba','ab']}; abc",
            })
    void property_holdsOrFails(String right, String properties, String wrong) {
        assertPasses(ending(right, properties), Fakes.scriptedText());
        assertFails("A shows", ending(wrong, properties), Fakes.scriptedText());
    }

    @Test
    void properties_wantTheReplicasToConverge() {
        ConformanceCase apart = Cases.with("TEXT", "'properties':{},", becomes("A", "ab"), becomes("B", "ab"));
        assertFails("do not converge", apart, Fakes.scriptedText());
    }

    @Test
    void orderOfCharacters_isKept_acrossReplicasAndTimes() {
        String insertX = "{'replica':'A','op':'insert','args':[0,'xyz']}";
        assertPasses(Cases.given("TEXT", insertX, becomes("B", "z"), becomes("B", "xz")), Fakes.scriptedText());
        assertFails(
                "is not kept at B",
                Cases.given("TEXT", insertX, becomes("A", ""), becomes("B", "zx")),
                Fakes.scriptedText());
        assertFails("is not kept at A", Cases.given("TEXT", insertX, becomes("A", "yxz")), Fakes.scriptedText());
    }

    @Test
    void orderOfCharacters_typedTwice_isNotJudged() {
        String insert = "{'replica':'A','op':'insert','args':[0,'xyx']}";
        assertPasses(Cases.given("TEXT", insert, becomes("B", "yx"), becomes("B", "xy")), Fakes.scriptedText());
    }

    @Test
    void properties_ofSomethingElse_fail() {
        assertFails(
                "only texts have properties",
                Cases.with("ORSET_AW", "'properties':{'survivors':''},", "{'expect':{'A':[]}}"));
        assertFails("unknown field", ending("ab", "{'survivor':'ab'}"), Fakes.scriptedText());
    }
}
