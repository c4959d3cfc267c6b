// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crdt4j.codec.Codec;
import org.crdt4j.error.IncompatibleTypeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Documents as records. */
class DocumentRecordTest {

    private static final Codec CODEC = Codec.builder().build();

    private final Document dublin = DocumentTest.document(1);
    private final Document madrid = DocumentTest.document(2);

    enum Mood {
        GOOD,
        BAD
    }

    record Address(@OrElse("") String street, @OrElse("") String city) {
        static final Address NOWHERE = new Address("", "");
    }

    record Profile(
            @OrElse("") String name,
            @MergeAs(Kind.COUNTER) int visits,
            Set<String> tags,
            Address address,
            @MergeAs(Kind.FLAG) boolean vip) {

        Profile withName(String other) {
            return new Profile(other, visits, tags, address, vip);
        }

        Profile withVisits(int other) {
            return new Profile(name, other, tags, address, vip);
        }

        Profile withTags(String... other) {
            return new Profile(name, visits, Set.of(other), address, vip);
        }

        Profile withAddress(String street, String city) {
            return new Profile(name, visits, tags, new Address(street, city), vip);
        }
    }

    /** The next version of it. */
    record NewProfile(
            @OrElse("") String name,
            @MergeAs(Kind.COUNTER) int visits,
            Set<String> tags,
            Address address,
            @MergeAs(Kind.FLAG) boolean vip,
            @OrElse("en") String language,
            @OrElse("3") int retries,
            @OrElse("GOOD") Mood mood,
            List<String> phones,
            Optional<Address> second) {}

    private static final Profile ANN = new Profile("Ann", 1, Set.of("a"), new Address("Quay", "Cork"), true);

    private void exchange() {
        dublin.join(madrid.state());
        madrid.join(dublin.state());
        assertEquals(dublin, madrid);
    }

    @Test
    void emptyDocument_readsAsDefaults() {
        assertEquals(new Profile("", 0, Set.of(), Address.NOWHERE, false), dublin.read(Profile.class));
        NewProfile unwritten = dublin.read(NewProfile.class);
        assertEquals("en", unwritten.language);
        assertEquals(3, unwritten.retries);
        assertEquals(Mood.GOOD, unwritten.mood);
        assertEquals(List.of(), unwritten.phones);
        assertEquals(Optional.empty(), unwritten.second);
    }

    @Test
    void whatIsWritten_isRead() {
        dublin.write(ANN);
        assertEquals(ANN, dublin.read(Profile.class));
        exchange();
        assertEquals(ANN, madrid.read(Profile.class));
        Profile other = new Profile("Bob", 7, Set.of("b", "c"), new Address("", "Vigo"), false);
        madrid.write(other);
        exchange();
        assertEquals(other, dublin.read(Profile.class));
    }

    @Test
    void writingWhatIsThere_saysNothing() {
        dublin.write(ANN);
        assertTrue(dublin.write(ANN).isBottom());
        assertTrue(dublin.update(Profile.class, same -> same).isBottom());
        assertTrue(madrid.write(madrid.read(Profile.class)).isBottom());
    }

    @Test
    void concurrentWritesOfDifferentComponents_bothSurvive() {
        dublin.write(ANN);
        exchange();
        dublin.write(ANN.withName("Anna").withTags("a", "x").withVisits(3).withAddress("Quay", "Bonn"));
        madrid.write(ANN.withTags("y").withVisits(2).withAddress("Mall", "Cork"));
        exchange();
        assertEquals(
                new Profile("Anna", 4, Set.of("x", "y"), new Address("Mall", "Bonn"), true),
                dublin.read(Profile.class));
    }

    @Test
    void writeOfTwoRecords_leavesWhatCameInBetween() {
        dublin.write(ANN);
        exchange();
        Profile read = dublin.read(Profile.class);
        madrid.update(Profile.class, ann -> ann.withTags("a", "y").withVisits(5).withName("Anne"));
        exchange();
        dublin.write(read, read.withTags("a", "x").withVisits(2));
        assertEquals(ANN.withName("Anne").withTags("a", "x", "y").withVisits(6), dublin.read(Profile.class));
    }

    @Test
    void newFieldWithItsDefault_takesNoBytes() {
        dublin.write(ANN);
        byte[] before = CODEC.encode(Document.type(), dublin.state());
        NewProfile upgraded = dublin.read(NewProfile.class);
        assertTrue(dublin.write(upgraded).isBottom());
        assertArrayEquals(before, CODEC.encode(Document.type(), dublin.state()));
    }

    @Test
    void fieldsThatARecordDoesNotHave_areKeptAndPassedOn() {
        NewProfile upgraded = new NewProfile(
                "Ann",
                1,
                Set.of(),
                Address.NOWHERE,
                false,
                "ga",
                5,
                Mood.BAD,
                List.of("1", "2"),
                Optional.of(Address.NOWHERE));
        madrid.write(upgraded);
        exchange();
        dublin.update(Profile.class, old -> old.withName("Anna"));
        Document third = DocumentTest.document(3);
        third.join(CODEC.decode(Document.type(), CODEC.encode(Document.type(), dublin.state())));
        NewProfile read = third.read(NewProfile.class);
        assertEquals("Anna", read.name);
        assertEquals("ga", read.language);
        assertEquals(5, read.retries);
        assertEquals(Mood.BAD, read.mood);
        assertEquals(List.of("1", "2"), read.phones);
        assertEquals(Optional.of(Address.NOWHERE), read.second, "there, though all its fields are absent");
    }

    record Nullable1(@Nullable String nick, @Nullable Integer age) {}

    @Test
    void nullIsAnAbsentField_whereNullIsTheDefault() {
        assertEquals(new Nullable1(null, null), dublin.read(Nullable1.class));
        dublin.write(new Nullable1("Annie", 7));
        dublin.write(new Nullable1(null, 7));
        assertEquals(new Nullable1(null, 7), dublin.read(Nullable1.class));
        assertEquals(Set.of(new Field("age", Kind.REGISTER)), dublin.keys());
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefused_whereItIsNotTheDefault_andNothingIsWritten() {
        Profile broken = new Profile("Ann", 1, null, Address.NOWHERE, true);
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> dublin.write(broken, broken));
        assertTrue(refusal.getMessage().contains("tags"), refusal::getMessage);
        assertThrows(IllegalArgumentException.class, () -> dublin.write(broken));
        assertThrows(IllegalArgumentException.class, () -> dublin.write(ANN.withName(null)));
        assertTrue(dublin.isVacant());
    }

    @Test
    void nullsInSetsAndLists_areRefused_andNothingIsWritten() {
        Set<String> withNull = new HashSet<>();
        withNull.add(null);
        Profile broken = new Profile("Ann", 1, withNull, Address.NOWHERE, true);
        assertThrows(IllegalArgumentException.class, () -> dublin.write(broken));
        Moods moods = new Moods(Mood.BAD, Set.of(), Collections.singletonList(null));
        assertThrows(IllegalArgumentException.class, () -> dublin.write(moods));
        assertTrue(dublin.isVacant());
        dublin.at("log").assign(Collections.singletonList(null));
        assertThrows(IncompatibleTypeException.class, () -> dublin.read(Moods.class));
    }

    @Test
    void countersThatCannotBeWritten_areRefusedBeforeAnythingIs() {
        Plain before = new Plain(Integer.MIN_VALUE, Set.of(), Address.NOWHERE, null);
        Policy<Plain> policy = Policy.of(Plain.class).field("visits", Kind.COUNTER);
        dublin.at("visits").increment(Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> dublin.read(policy));
        dublin.at("visits").remove();
        dublin.write(policy, before);
        assertEquals(before, dublin.read(policy));
    }

    record Options(Optional<String> nick, Optional<Address> home, Optional<Mood> mood) {}

    @Test
    void optionals_areThereOrNot() {
        Options nothing = new Options(Optional.empty(), Optional.empty(), Optional.empty());
        Options all = new Options(Optional.of("x"), Optional.of(new Address("", "Cork")), Optional.of(Mood.BAD));
        assertEquals(nothing, dublin.read(Options.class));
        dublin.write(all);
        assertEquals(all, dublin.read(Options.class));
        exchange();
        dublin.write(nothing);
        madrid.at("home", "street").assign("Quay");
        exchange();
        assertEquals(
                new Options(Optional.empty(), Optional.of(new Address("Quay", "")), Optional.empty()),
                dublin.read(Options.class));
    }

    record Numbers(byte b, short s, int i, long l, float f, double d, char c, boolean z, BigInteger big) {}

    record BoxedNumbers(
            @Nullable Byte b,
            @Nullable Short s,
            @Nullable Integer i,
            @Nullable Long l,
            @Nullable Float f,
            @Nullable Double d,
            @Nullable Character c,
            @Nullable Boolean z,
            @Nullable BigInteger big) {}

    @Test
    void primitivesAndTheirBoxes_takeEachOthersPlace() {
        Numbers numbers = new Numbers((byte) 1, (short) 2, 3, 4, 5f, 6d, '7', true, BigInteger.TEN);
        dublin.write(numbers);
        assertEquals(numbers, dublin.read(Numbers.class));
        BoxedNumbers boxed = new BoxedNumbers((byte) 1, (short) 2, 3, 4L, 5f, 6d, '7', true, BigInteger.TEN);
        assertEquals(boxed, dublin.read(BoxedNumbers.class));
        assertTrue(dublin.write(boxed).isBottom());
    }

    record Wide(long i, @Nullable BigInteger l) {}

    record Narrow(byte l) {}

    record Text(String i) {}

    @Test
    void integers_mayChangeTheirSize_otherClassesMayNot() {
        dublin.write(new Numbers((byte) 1, (short) 2, 3, 400, 5f, 6d, '7', true, BigInteger.TEN));
        assertEquals(new Wide(3, BigInteger.valueOf(400)), dublin.read(Wide.class));
        assertThrows(ArithmeticException.class, () -> dublin.read(Narrow.class));
        IncompatibleTypeException refusal =
                assertThrows(IncompatibleTypeException.class, () -> dublin.read(Text.class));
        assertTrue(refusal.getMessage().contains("java.lang.Integer"), refusal::getMessage);
    }

    record Moods(@OrElse("GOOD") Mood mood, Set<Mood> seen, List<Mood> log) {}

    @Test
    void enums_areStoredByName_andUnknownConstantsAreKept() {
        Moods moods = new Moods(Mood.BAD, Set.of(Mood.GOOD), List.of(Mood.BAD, Mood.GOOD));
        dublin.write(moods);
        assertEquals(Optional.of("BAD"), dublin.at("mood").value());
        assertEquals(moods, dublin.read(Moods.class));
        dublin.at("mood").assign("SUBLIME");
        dublin.at("seen").add("SUBLIME");
        dublin.at("log").assign(List.of("SUBLIME"));
        assertEquals(new Moods(Mood.GOOD, Set.of(Mood.GOOD), List.of()), dublin.read(Moods.class));
        dublin.write(new Moods(Mood.GOOD, Set.of(), List.of()));
        assertEquals(Set.of("SUBLIME"), dublin.at("seen").elements());
        assertEquals(Optional.of("SUBLIME"), dublin.at("mood").value());
    }

    record Titles(@MergeAs(Kind.MULTI_VALUE) Set<String> title) {}

    @Test
    void multiValues_showConflicts_untilOneIsWritten() {
        dublin.write(new Titles(Set.of("x")));
        madrid.write(new Titles(Set.of("y")));
        exchange();
        Titles both = dublin.read(Titles.class);
        assertEquals(Set.of("x", "y"), both.title);
        assertTrue(dublin.write(both).isBottom());
        assertThrows(IllegalArgumentException.class, () -> dublin.write(new Titles(Set.of("x", "z"))));
        dublin.write(new Titles(Set.of("z")));
        exchange();
        assertEquals(Set.of("z"), madrid.read(Titles.class).title);
        madrid.write(new Titles(Set.of()));
        assertTrue(madrid.isVacant());
    }

    record Plain(
            int visits,
            Set<String> tags,
            Address address,
            @Nullable String name) {}

    @Test
    void policy_overridesByBuilder() {
        Policy<Address> asValues = Policy.of(Address.class).orElse("city", "Nowhere");
        Policy<Plain> policy = Policy.of(Plain.class)
                .field("visits", Kind.COUNTER)
                .field("tags", Kind.REGISTER)
                .nested("address", asValues)
                .orElse("name", "nobody");
        assertEquals(new Plain(0, Set.of(), new Address("", "Nowhere"), "nobody"), dublin.read(policy));
        Plain plain = new Plain(2, Set.of("a"), new Address("", ""), "Ann");
        dublin.write(policy, plain);
        assertEquals(plain, dublin.read(policy));
        assertEquals(2, dublin.at("visits").count());
        assertEquals(Optional.of(Set.of("a")), dublin.at("tags").value());
        dublin.write(policy, plain, new Plain(5, Set.of(), new Address("", "Nowhere"), "Ann"));
        assertEquals(5, dublin.at("visits").count());
        assertEquals(Optional.of("Nowhere"), dublin.at("address", "city").value());
    }

    record Node(@OrElse("") String name, Optional<Node> next) {}

    record Endless(int number, Endless next) {}

    @Test
    void records_mayContainThemselvesThroughOptionals() {
        Node chain = new Node("a", Optional.of(new Node("b", Optional.of(new Node("", Optional.empty())))));
        dublin.write(chain);
        assertEquals(chain, dublin.read(Node.class));
        dublin.write(chain, new Node("a", Optional.of(new Node("c", Optional.empty()))));
        assertEquals(new Node("a", Optional.of(new Node("c", Optional.empty()))), dublin.read(Node.class));
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> dublin.read(Endless.class));
        assertTrue(refusal.getMessage().contains("Optional"), refusal::getMessage);
    }

    private static Node chain(int length) {
        Node chain = new Node("last", Optional.empty());
        for (int made = 1; made < length; made++) {
            chain = new Node("n", Optional.of(chain));
        }
        return chain;
    }

    private static String refusal(Executable action) {
        return assertThrows(IllegalArgumentException.class, action).getMessage();
    }

    @Test
    void recordsAsDeepAsADocument_comeThrough_deeperOnesAreRefused() {
        dublin.write(chain(Document.MAX_DEPTH));
        assertEquals(chain(Document.MAX_DEPTH), dublin.read(Node.class));
        String unwritten = refusal(() -> madrid.write(chain(Document.MAX_DEPTH + 1)));
        assertTrue(unwritten.contains("Node is nested deeper"), unwritten);
        assertTrue(madrid.isVacant());
        dublin.at(Collections.nCopies(Document.MAX_DEPTH, "next").toArray(String[]::new))
                .touchDocument();
        String unread = refusal(() -> dublin.read(Node.class));
        assertTrue(unread.contains("Node is nested deeper"), unread);
    }

    private record Hidden(int number) {}

    @Test
    void recordsMayBePrivate() {
        Policy<Hidden> policy = Policy.of(Hidden.class).orElse("number", 5);
        assertEquals(new Hidden(5), dublin.read(policy));
        dublin.write(policy, new Hidden(6));
        assertEquals(new Hidden(6), dublin.read(policy));
    }

    @Test
    void removedMeanwhile_isMadeAgainWithWhatWasChanged() {
        dublin.write(ANN);
        exchange();
        dublin.at("address").remove();
        madrid.write(ANN.withAddress("Quay", "Bonn"));
        exchange();
        assertEquals(new Address("", "Bonn"), dublin.read(Profile.class).address());
    }

    record BadCounter(@MergeAs(Kind.COUNTER) String text) {}

    record BadSet(@MergeAs(Kind.SET) List<String> list) {}

    record BadDefault(@OrElse("x") int number) {}

    record BadCounterDefault(
            @MergeAs(Kind.COUNTER) @OrElse("5") int number) {}

    @Test
    void policiesThatCannotBe_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> Policy.of(BadCounter.class));
        assertThrows(IllegalArgumentException.class, () -> Policy.of(BadSet.class));
        assertThrows(IllegalArgumentException.class, () -> Policy.of(BadDefault.class));
        assertThrows(IllegalArgumentException.class, () -> Policy.of(BadCounterDefault.class));
        Policy<Plain> plain = Policy.of(Plain.class);
        assertThrows(IllegalArgumentException.class, () -> plain.field("visit", Kind.COUNTER));
        assertThrows(IllegalArgumentException.class, () -> plain.orElse("name", 5));
        assertThrows(IllegalArgumentException.class, () -> plain.nested("address", Policy.of(Node.class)));
        assertThrows(IllegalArgumentException.class, () -> plain.field("name", Kind.DOCUMENT));
    }

    record Bits(boolean on, int number, Optional<Boolean> maybe, List<String> list, Map<String, Integer> map) {}

    @Test
    void flags_areBooleansAndNoOptionals() {
        Policy<Bits> bits = Policy.of(Bits.class);
        Policy<Bits> flag = bits.field("on", Kind.FLAG);
        dublin.at("on").enable();
        assertTrue(dublin.read(flag).on);
        assertThrows(IllegalArgumentException.class, () -> bits.field("number", Kind.FLAG));
        assertThrows(IllegalArgumentException.class, () -> bits.field("maybe", Kind.FLAG));
        assertEquals(0, dublin.read(bits.field("number", Kind.COUNTER)).number);
        assertThrows(IllegalArgumentException.class, () -> bits.field("on", Kind.COUNTER));
    }

    record Boxes(@Nullable Boolean on, @Nullable Integer number) {}

    @Test
    void boxes_areAbsentAsRegisters_andFalseOrZeroAsFlagsAndCounters() {
        Policy<Boxes> boxes = Policy.of(Boxes.class);
        assertEquals(new Boxes(false, null), dublin.read(boxes.field("on", Kind.FLAG)));
        assertEquals(new Boxes(null, 0), dublin.read(boxes.field("number", Kind.COUNTER)));
    }

    @Test
    void undeclaredDefaults_areEmpty() {
        Policy<Bits> bits = Policy.of(Bits.class).orElse("number", 7);
        assertEquals(new Bits(false, 7, Optional.empty(), List.of(), Map.of()), dublin.read(bits));
        assertEquals("Policy of " + Bits.class.getName(), bits.toString());
    }

    @Test
    void deltaOfAWrite_isAllThatOthersNeed() {
        madrid.join(dublin.write(ANN));
        assertEquals(ANN, madrid.read(Profile.class));
        madrid.join(dublin.write(ANN, ANN.withName("Anne")));
        assertEquals("Anne", madrid.read(Profile.class).name);
        madrid.join(dublin.update(Profile.class, ann -> ann.withVisits(5)));
        assertEquals(5, madrid.read(Profile.class).visits);
        assertEquals(dublin, madrid);
    }

    record Picky(int number) {
        Picky {
            if (number < 1) {
                throw new IllegalArgumentException("too small");
            }
        }
    }

    @Test
    void constructorThatRefusesDefaults_isNamed() {
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> dublin.read(Picky.class));
        assertTrue(refusal.getMessage().contains("Picky"), refusal::getMessage);
        assertEquals(new Picky(1), dublin.read(Policy.of(Picky.class).orElse("number", 1)));
    }

    @Test
    void fieldsOfRecords_areFieldsByPath() {
        dublin.write(ANN);
        assertEquals(Optional.of("Cork"), dublin.at("address", "city").value());
        assertEquals(1, dublin.at("visits").count());
        assertEquals(Set.of("a"), dublin.at("tags").elements());
        assertTrue(dublin.at("vip").isEnabled());
        dublin.update(Profile.class, ann -> new Profile(ann.name, 0, Set.of(), ann.address, false));
        assertFalse(dublin.at("vip").isEnabled());
        assertEquals(Map.of(), Map.copyOf(madrid.value()));
    }
}
