// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.op.OpReplica;
import org.crdt4j.op.PureLog;
import org.crdt4j.op.PureOperationLog;
import org.crdt4j.op.PureSpecification;
import org.crdt4j.testkit.OperationLaws;
import org.junit.jupiter.api.Test;

/** The snippets of docs/own-types.md about operation-based types. */
final class OwnOperationsTest {

    // snippet: own-operations
    record Wish(boolean wanted, String thing) {}

    static class WishList implements PureSpecification<Wish, Set<String>> {
        @Override
        public Set<String> value(List<Wish> kept) {
            return kept.stream().map(Wish::thing).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public boolean makesRedundant(Wish newer, Wish older) {
            return newer.thing().equals(older.thing());
        }

        @Override
        public boolean redundantOnArrival(Wish wish) {
            return !wish.wanted();
        }
    }
    // end

    // snippet: own-operations-hiding
    static class VetoList extends WishList {
        @Override
        public Set<String> value(List<Wish> kept) {
            Set<String> wanted = new HashSet<>();
            kept.stream().filter(Wish::wanted).map(Wish::thing).forEach(wanted::add);
            kept.stream().filter(wish -> !wish.wanted()).map(Wish::thing).forEach(wanted::remove);
            return Set.copyOf(wanted);
        }

        @Override
        public boolean redundantOnArrival(Wish wish) {
            return false; // a veto must be there when concurrent wishes come
        }

        @Override
        public boolean redundantWhenStable(Wish wish) {
            return !wish.wanted(); // and when none can come any more, it can go ...
        }

        @Override
        public boolean hides(Wish veto, Wish other) {
            return other.wanted() && other.thing().equals(veto.thing()); // ... with those that it beat
        }
    }
    // end

    @Test
    void wishList_keepsWhatSomebodyWants() throws Throwable {
        assertEquals(List.of("[tea] [tea]"), Printed.by(OwnOperationsTest::use));
    }

    private static void use() {
        // snippet: own-operations-use
        OpType<PureOperationLog<Wish, Set<String>>, Wish, PureLog<Wish>> wishes =
                PureOperationLog.type("wish-list", new WishList(), WireFormat.value());
        HybridClock clock = new HybridClock(InstantSource.system());
        var ann = new OpReplica<>(wishes.create(), ReplicaId.random(), clock);
        var bob = new OpReplica<>(wishes.create(), ReplicaId.random(), clock);
        bob.receive(ann.update(list -> new Wish(true, "tea")));

        var withdrawn = ann.update(list -> new Wish(false, "tea")); // at the same time ...
        var wanted = bob.update(list -> new Wish(true, "tea")); // ... and neither knows of the other
        ann.receive(wanted);
        bob.receive(withdrawn);
        System.out.println(ann.object().value() + " " + bob.object().value()); // [tea] [tea]
        // end
    }

    @Test
    void bothLists_keepTheLaws() {
        prove(PureOperationLog.type("wish-list", new WishList(), WireFormat.value()));
        prove(PureOperationLog.type("veto-list", new VetoList(), WireFormat.value()));
    }

    private static void prove(OpType<PureOperationLog<Wish, Set<String>>, Wish, PureLog<Wish>> wishes) {
        // snippet: own-operations-laws
        OperationLaws.ofPure(wishes, (random, list) -> new Wish(random.nextBoolean(), "t" + random.nextInt(3)))
                .encodedBy(Codec.builder().register(Wish.class, 100).build())
                .checkAll(1, 200);
        // end
    }
}
