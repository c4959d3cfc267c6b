// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import static org.crdt4j.testkit.conformance.Cases.assertFails;
import static org.crdt4j.testkit.conformance.Cases.assertPasses;
import static org.crdt4j.testkit.conformance.Cases.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of each kind of step: what it lets pass, and that it fails when things are otherwise. */
final class StepKindsTest {

    private static final String A_ADDS_X = "{'replica':'A','op':'add','args':['x'],'label':'o1'}";
    private static final String A_ADDS_Y = "{'replica':'A','op':'add','args':['y'],'label':'o2'}";
    private static final String A_HAS_X = "{'expect':{'A':['x']}}";
    private static final String B_HAS_X = "{'expect':{'B':['x']}}";

    @Test
    void expect_comparesTheValue() {
        assertPasses(given("ORSET_AW", A_ADDS_X, A_ADDS_Y, "{'expect':{'A':['y','x'],'B':[]}}"));
        assertFails(
                "step 2: expected A to be [\"y\"], found [\"x\"]",
                given("ORSET_AW", A_ADDS_X, "{'expect':{'A':['y']}}"));
        assertFails("step 2", given("ORSET_AW", A_ADDS_X, "{'expect':{'A':['x','y']}}"));
        assertFails("step 2", given("ORSET_AW", A_ADDS_X, "{'expect':{'A':[]}}"));
        assertFails("step 2", given("ORSET_AW", A_ADDS_X, "{'expect':{'A':'x'}}"));
        assertFails("expected B", given("ORSET_AW", A_ADDS_X, "{'expect':{'A':['x'],'B':['x']}}"));
    }

    @Test
    void expect_comparesMapsEntryByEntry() {
        String put = "{'replica':'A','op':'put','args':['k',[1,2]]}";
        assertPasses(given("LWW_MAP", put, "{'expect':{'A':{'k':[1,2]}}}"));
        assertFails("step 2", given("LWW_MAP", put, "{'expect':{'A':{'k':[2,1]}}}"));
        assertFails("step 2", given("LWW_MAP", put, "{'expect':{'A':{'l':[1,2]}}}"));
        assertFails("step 2", given("LWW_MAP", put, "{'expect':{'A':{}}}"));
        assertFails("step 2", given("LWW_MAP", put, "{'expect':{'A':{'k':[1,2],'l':1}}}"));
    }

    @Test
    void expect_comparesNumbersOfAnySize() {
        String inc = "{'replica':'A','op':'inc','args':[9223372036854775807]}";
        String incB = "{'replica':'B','op':'inc','args':[1]},{'sync':['A','B']}";
        assertPasses(given("PNCOUNTER", inc, incB, "{'expect':{'A':9223372036854775808}}"));
        assertFails(
                "found 9223372036854775808", given("PNCOUNTER", inc, incB, "{'expect':{'A':-9223372036854775808}}"));
        assertFails("found 9223372036854775808", given("PNCOUNTER", inc, incB, "{'expect':{'A':9223372036854775807}}"));
    }

    @Test
    void expectOneOf_takesAnyOfTheValues() {
        assertPasses(given("ORSET_AW", A_ADDS_X, "{'expect_one_of':{'A':[[],['x']]}}"));
        assertFails(
                "expected A to be [] or [\"y\"]", given("ORSET_AW", A_ADDS_X, "{'expect_one_of':{'A':[[],['y']]}}"));
        assertFails("step 2", given("ORSET_AW", A_ADDS_X, "{'expect_one_of':{'A':['error']}}"));
    }

    @Test
    void expectOneOf_error_isAValueThatCannotBeRead() {
        TypeAdapter<?> unreadable = Fakes.showing(() -> {
            throw new ArithmeticException("too large");
        });
        TypeAdapter<?> broken = Fakes.showing(() -> {
            throw new NullPointerException("a mistake");
        });
        assertPasses(given("FAKE", "{'expect_one_of':{'A':[1,'error']}}"), unreadable);
        assertFails("found an error (too large)", given("FAKE", "{'expect_one_of':{'A':[1,2]}}"), unreadable);
        assertFails("found an error (too large)", given("FAKE", "{'expect':{'A':1}}"), unreadable);
        assertFails("A has no value", given("FAKE", "{'expect_equal':['A','B']}"), unreadable);
        assertFails("broke", given("FAKE", "{'expect_one_of':{'A':[1,'error']}}"), broken);
    }

    @Test
    void operation_thatIsRefused_failsUnlessItMay() {
        String five = "{'replica':'A','op':'inc','args':[5]}";
        String shrink = "{'replica':'A','op':'inc','args':[-1]%s}";
        assertFails("A refuses inc[-1]", given("GCOUNTER", five, shrink.formatted("")));
        assertPasses(given("GCOUNTER", five, shrink.formatted(",'may_error':true"), "{'expect':{'A':5}}"));
        assertPasses(given("GCOUNTER", five, shrink.formatted(",'expect_error':true"), "{'expect':{'A':5}}"));
    }

    @Test
    void expectError_failsIfTheOperationIsNotRefused() {
        assertFails(
                "A must refuse inc[5]",
                given("GCOUNTER", "{'replica':'A','op':'inc','args':[5],'expect_error':true}", "{'expect':{'A':5}}"));
        assertPasses(given("GCOUNTER", "{'replica':'A','op':'inc','args':[5],'may_error':true}", "{'expect':{'A':5}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"expect_error", "may_error"})
    void refusal_withAnEffect_fails(String flag) {
        assertFails(
                "but its value changes from 0 to 1",
                given("FAKE", "{'replica':'A','op':'x','args':[],'" + flag + "':true}"),
                Fakes.refusingButCounting(new IllegalStateException("no")));
    }

    @Test
    void expectError_isNotMetByAMistake() {
        assertFails(
                "broke",
                given("FAKE", "{'replica':'A','op':'x','args':[],'expect_error':true}"),
                Fakes.refusingButCounting(new ClassCastException("a mistake")));
        assertFails(
                "no operation push", given("GCOUNTER", "{'replica':'A','op':'push','args':[],'expect_error':true}"));
        assertFails(
                "must be a whole number",
                given("GCOUNTER", "{'replica':'A','op':'inc','args':['1'],'may_error':true}"));
    }

    @Test
    void unknownOperation_fails() {
        assertFails("no operation push", given("ORSET_AW", "{'replica':'A','op':'push','args':['x']}"));
        assertFails("no operation push", given("VERSION_VECTOR", "{'replica':'A','op':'push','args':['x']}"));
        assertFails("no operation push", given("ORMAP", "{'replica':'A','op':'push','args':['x']}"));
        assertFails(
                "no operation push",
                given("ORMAP", "{'replica':'A','op':'update','args':['k',{'type':'ORMAP','op':'push','args':[]}]}"));
        assertFails(
                "no operation push",
                given("ORMAP", "{'replica':'A','op':'update','args':['k',{'type':'ORSET_AW','op':'push','args':[]}]}"));
    }

    @Test
    void merge_bringsTheWholeState() {
        assertPasses(given("ORSET_AW", A_ADDS_X, "{'merge':{'from':'A','to':'B'}}", B_HAS_X));
        assertFails("expected B", given("ORSET_AW", A_ADDS_X, "{'merge':{'from':'B','to':'A'}}", B_HAS_X));
        assertFails(
                "expected C", given("ORSET_AW", A_ADDS_X, "{'merge':{'from':'A','to':'B'}}", "{'expect':{'C':['x']}}"));
    }

    @Test
    void snapshot_keepsTheStateOfThen() {
        String remember = "{'snapshot':{'of':'A','as':'s'}}";
        String mergeOld = "{'merge':{'from':'s','to':'B'}}";
        assertPasses(given("ORSET_AW", A_ADDS_X, remember, A_ADDS_Y, mergeOld, B_HAS_X));
        assertFails("expected B", given("ORSET_AW", A_ADDS_X, A_ADDS_Y, remember, mergeOld, B_HAS_X));
        assertFails("expected B", given("ORSET_AW", remember, A_ADDS_X, mergeOld, B_HAS_X));
    }

    @Test
    void deliver_bringsOneOperationAlone() {
        String deliverSecond = "{'deliver':{'label':'o2','to':'B'}}";
        assertPasses(given("ORSET_AW", A_ADDS_X, A_ADDS_Y, deliverSecond, "{'expect':{'B':['y']}}"));
        assertFails("expected B", given("ORSET_AW", A_ADDS_X, A_ADDS_Y, deliverSecond, "{'expect':{'B':['x','y']}}"));
        assertFails("expected C", given("ORSET_AW", A_ADDS_X, A_ADDS_Y, deliverSecond, "{'expect':{'C':['y']}}"));
    }

    @Test
    void deliver_ofARefusedOperation_bringsNothing() {
        String refused = "{'replica':'A','op':'inc','args':[-1],'may_error':true,'label':'o'}";
        assertPasses(given("GCOUNTER", refused, "{'deliver':{'label':'o','to':'B'}}", "{'expect':{'B':0}}"));
    }

    @Test
    void sync_goesOnUntilNothingIsNew() {
        String others = "{'replica':'B','op':'add','args':['y']},{'replica':'C','op':'add','args':['z']}";
        String all = "['x','y','z']";
        assertPasses(given(
                "ORSET_AW",
                A_ADDS_X,
                others,
                "{'sync':['A','B','C']}",
                "{'expect':{'A':" + all + ",'B':" + all + ",'C':" + all + "}}"));
        assertFails(
                "expected A",
                given("ORSET_AW", A_ADDS_X, others, "{'sync':['A','B']}", "{'expect':{'A':" + all + "}}"));
        assertFails("does not come to rest", given("FAKE", "{'sync':['A','B']}"), Fakes.neverSatisfied());
    }

    @Test
    void expectEqual_comparesValues() {
        assertPasses(given("ORSET_AW", A_ADDS_X, "{'sync':['A','B']}", "{'expect_equal':['A','B']}"));
        assertFails("A is [\"x\"] and B is []", given("ORSET_AW", A_ADDS_X, "{'expect_equal':['A','B']}"));
        assertFails("and C is []", given("ORSET_AW", A_ADDS_X, "{'sync':['A','B']}", "{'expect_equal':['A','B','C']}"));
    }

    @Test
    void fold_mergesIntoAnEmptyReplica() {
        String b = "{'replica':'B','op':'add','args':['y']}";
        assertPasses(given("ORSET_AW", A_ADDS_X, b, "{'fold':['A','B'],'expect':['x','y']}", A_HAS_X));
        assertFails("the fold", given("ORSET_AW", A_ADDS_X, b, "{'fold':['A','B'],'expect':['x']}"));
        assertFails("the fold", given("ORSET_AW", A_ADDS_X, b, "{'fold':['A','B'],'expect_one_of':[['x'],['y']]}"));
    }

    @ParameterizedTest
    @CsvSource({"A,B,C", "A,C,B", "B,A,C", "B,C,A", "C,A,B", "C,B,A"})
    void fold_triesEveryOrder(String first, String second, String third) {
        String wrong = first + second + third;
        String name = "{'replica':'%1$s','op':'become','args':['%1$s']}";
        ConformanceCase given = given(
                "FAKE",
                name.formatted("A"),
                name.formatted("B"),
                name.formatted("C"),
                "{'fold':['A','B','C'],'expect':'fine'}");
        assertFails(
                "the fold in order [" + first + ", " + second + ", " + third + "]",
                given,
                Fakes.concatenating(text -> text.equals(wrong) ? "wrong" : "fine"));
        assertPasses(given, Fakes.concatenating(text -> "fine"));
    }

    @Test
    void fold_withSeveralAllowedValues_mustGiveTheSameInEveryOrder() {
        ConformanceCase given = given(
                "FAKE",
                "{'replica':'A','op':'become','args':['A']}",
                "{'replica':'B','op':'become','args':['B']}",
                "{'fold':['A','B'],'expect_one_of':['AB','BA']}");
        assertFails("the fold in order [B, A] differs", given, Fakes.concatenating(text -> text));
    }

    @Test
    void order_comparesVersionVectors() {
        String a = "{'replica':'A','op':'inc','args':[]}";
        String order = "{'order':{'a':'A','b':'B','is':'%s'}}";
        assertPasses(given("VERSION_VECTOR", order.formatted("equal"), a, order.formatted("after")));
        assertPasses(given("VERSION_VECTOR", a, "{'order':{'a':'B','b':'A','is':'before'}}"));
        assertFails("expected A to be before to B, found after", given("VERSION_VECTOR", a, order.formatted("before")));
        assertFails("found after", given("VERSION_VECTOR", a, order.formatted("equal")));
        assertFails("found after", given("VERSION_VECTOR", a, order.formatted("concurrent")));
        assertFails("found equal", given("VERSION_VECTOR", order.formatted("after")));
        assertFails("only version vectors", given("ORSET_AW", order.formatted("equal")));
    }

    @Test
    void expectFeed_comparesItemsAndOrder() {
        String feed = "{'expect_feed':{'A':{'items':%s,'before':%s}}}";
        TypeAdapter<?> posts = Fakes.showing(() -> List.of("p", "q", "r"));
        assertPasses(given("FAKE", feed.formatted("['r','q','p']", "[['p','q'],['p','r']]")), posts);
        assertFails(
                "\"q\" before \"p\"", given("FAKE", feed.formatted("['r','q','p']", "[['p','q'],['q','p']]")), posts);
        assertFails("expected A to show", given("FAKE", feed.formatted("['p','q']", "[]")), posts);
        assertFails("expected A to show", given("FAKE", feed.formatted("['p','q','r','s']", "[]")), posts);
        assertFails("twice", given("FAKE", feed.formatted("['p']", "[]")), Fakes.showing(() -> List.of("p", "p")));
        assertFails("to show a list", given("FAKE", feed.formatted("['p']", "[]")), Fakes.showing(() -> "p"));
    }

    @Test
    void nonCausal_bindsTheLastAssertionOnly_ifDeliveryIsCausal() {
        String[] steps = {"{'expect':{'A':1}}", "{'expect':{'A':2}}", "{'expect':{'A':%s}}"};
        String tags = "'tags':['non-causal'],";
        TypeAdapter<?> causal = Fakes.deliveringCausally(3);
        assertPasses(Cases.with("FAKE", tags, steps[0], steps[1], steps[2].formatted(3)), causal);
        assertFails("step 3", Cases.with("FAKE", tags, steps[0], steps[1], steps[2].formatted(4)), causal);
        assertFails("step 1", Cases.with("FAKE", "", steps[0], steps[1], steps[2].formatted(3)), causal);
        assertFails(
                "step 1",
                Cases.with("FAKE", tags, steps[0], steps[1], steps[2].formatted(3)),
                Fakes.showing(() -> BigInteger.valueOf(3)));
    }

    @Test
    void brokenInvariant_fails() {
        assertFails("the invariant", given("FAKE", "{'merge':{'from':'A','to':'B'}}"), Fakes.withBrokenInvariant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'replica':'D','op':'add','args':['x']}",
                "{'op':'add','args':['x']}",
                "{'replica':'A','op':'add','args':'x'}",
                "{'replica':'A','op':'add','args':[]}",
                "{'replica':'A','op':'add','args':['x'],'expect_eror':true}",
                "{'replica':'A','op':'add','args':['x'],'expect_error':'yes'}",
                "{'replica':'A','op':'add','args':['x'],'ts':'noon'}",
                "{'merge':{'from':'s','to':'A'}}",
                "{'merge':{'from':'A'}}",
                "{'merge':{'from':'A','to':'s'}}",
                "{'merge':['A','B']}",
                "{'deliver':{'label':'o1','to':'A'}}",
                "{'snapshot':{'of':'A','as':'B'}}",
                "{'sync':['A','D']}",
                "{'sync':'A'}",
                "{'expect':{'D':[]}}",
                "{'expect':[]}",
                "{'expect_one_of':{'A':'x'}}",
                "{'expect_equal':['A','D']}",
                "{'fold':['A','D'],'expect':[]}",
                "{'fold':['A','B']}",
                "{'fold':['A','B','C','A','B','C','A','B','C'],'expect':[]}",
                "{'order':{'a':'A','b':'B','is':'beside'}}",
                "{'expect_feed':{'A':{'before':[]}}}",
                "{'expect_feed':{'A':{'items':[],'before':[['p']]}}}",
                "{'expect':{'A':[]},'exspect':{}}",
                "{'celebrate':['A']}",
                "{}",
            })
    void malformedStep_fails(String step) {
        assertFails("malformed", given("ORSET_AW", "{'expect':{'A':[]}}", step));
    }

    @Test
    void labelUsedTwice_fails() {
        assertFails("used twice", given("ORSET_AW", A_ADDS_X, A_ADDS_X));
    }

    @Test
    void malformedNestedOperation_fails() {
        assertFails("malformed", given("ORMAP", "{'replica':'A','op':'update','args':['k',1]}"));
        assertFails("malformed", given("ORMAP", "{'replica':'A','op':'update','args':['k',{'type':'ORSET_AW'}]}"));
        assertFails(
                "malformed",
                given(
                        "ORMAP",
                        "{'replica':'A','op':'update','args':['k',{'type':'ORSET_AW','op':'add','arg':['x']}]}"));
    }

    @Test
    void unknownTypeInAMap_isSkipped() {
        ConformanceCase given =
                given("ORMAP", "{'replica':'A','op':'update','args':['k',{'type':'TREE','op':'grow','args':[]}]}");
        assertEquals(
                new Outcome.Skipped("unknown type TREE in a map"),
                new ConformanceRunner(TypeRegistry.builtin()).run(given, line -> {}));
    }

    @Test
    void childrenOfDifferentTypesUnderOneKey_fail() {
        assertFails(
                "children of different types",
                given(
                        "ORMAP",
                        "{'replica':'A','op':'update','args':['k',{'type':'ORSET_AW','op':'add','args':[1]}]}",
                        "{'replica':'B','op':'update','args':['k',{'type':'PNCOUNTER','op':'inc','args':[1]}]}",
                        "{'sync':['A','B']}",
                        "{'expect':{'A':{'k':[1]}}}"));
    }

    @Test
    void notesInSteps_areLeftAlone() {
        assertPasses(given("ORSET_AW", "{'note':'so far','expect':{'A':[]}}"));
    }
}
