// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.document.Kind;
import org.crdt4j.document.MergeAs;
import org.crdt4j.document.OrElse;
import org.crdt4j.op.OpAddWinsSet;
import org.crdt4j.op.OpPnCounter;
import org.crdt4j.op.OpReplica;
import org.crdt4j.op.SourceConsumer;
import org.crdt4j.op.SourceId;
import org.crdt4j.op.SourcePartition;
import org.crdt4j.op.SourceState;
import org.crdt4j.op.Sums;
import org.crdt4j.replica.Replica;
import org.crdt4j.set.AddWinsSet;
import org.crdt4j.tree.MovableTree;
import org.junit.jupiter.api.Test;

/** The snippets of docs/types.md. */
final class TypesTest {

    @Test
    void nested() throws Throwable {
        assertEquals(List.of("{ann=[salt]} {ann=[salt]}"), Printed.by(TypesTest::showNested));
    }

    private static void showNested() {
        Replica dublin = Replica.builder("dublin").open();
        Replica madrid = Replica.builder("madrid").open();
        // snippet: nested
        var inDublin = dublin.mapOf("carts", AddWinsSet.<String>type());
        var inMadrid = madrid.mapOf("carts", AddWinsSet.<String>type());
        inDublin.update("ann", cart -> cart.add("tea"));
        dublin.deltasSince(madrid.version()).forEach(madrid::receive);

        inDublin.remove("ann"); // at the same time ...
        inMadrid.update("ann", cart -> cart.add("salt")); // ... and neither knows of the other
        dublin.deltasSince(madrid.version()).forEach(madrid::receive);
        madrid.deltasSince(dublin.version()).forEach(dublin::receive);

        System.out.println(inDublin.snapshot() + " " + inMadrid.snapshot());
        // {ann=[salt]} {ann=[salt]}: the update wins, and the tea that was removed is gone
        // end
    }

    @Test
    void document() throws Throwable {
        assertEquals(
                List.of("Profile[name=Anna, visits=5, tags=[tea], address=Address[street=Quay, city=Vigo]]"),
                Printed.by(TypesTest::showDocument));
    }

    // snippet: document-record
    record Address(@OrElse("") String street, @OrElse("") String city) {}

    record Profile(
            @OrElse("") String name, @MergeAs(Kind.COUNTER) long visits, Set<String> tags, Address address) {}
    // end

    private static void showDocument() {
        Replica dublin = Replica.builder("dublin").open();
        Replica madrid = Replica.builder("madrid").open();
        // snippet: document
        var inDublin = dublin.document("ann");
        var inMadrid = madrid.document("ann");
        inDublin.write(new Profile("Ann", 1, Set.of("tea"), new Address("Quay", "Cork")));
        dublin.deltasSince(madrid.version()).forEach(madrid::receive);

        inDublin.update(Profile.class, it -> new Profile("Anna", it.visits() + 1, it.tags(), it.address()));
        inMadrid.update(ann -> ann.at("visits").increment(3)); // at the same time
        inMadrid.update(ann -> ann.at("address", "city").assign("Vigo"));
        dublin.deltasSince(madrid.version()).forEach(madrid::receive);
        madrid.deltasSince(dublin.version()).forEach(dublin::receive);

        System.out.println(inDublin.read(Profile.class));
        // Profile[name=Anna, visits=5, tags=[tea], address=Address[street=Quay, city=Vigo]]
        // end
    }

    @Test
    void operations() throws Throwable {
        assertEquals(List.of("1 waits", "[salt, tea] [salt, tea]"), Printed.by(TypesTest::showOperations));
    }

    private static void showOperations() {
        // snippet: operations
        HybridClock clock = new HybridClock(InstantSource.system());
        var ann = new OpReplica<>(new OpAddWinsSet<String>(), ReplicaId.random(), clock);
        var bob = new OpReplica<>(new OpAddWinsSet<String>(), ReplicaId.random(), clock);
        bob.receive(ann.update(cart -> cart.add("tea")));

        var removed = ann.update(cart -> cart.remove("tea")); // at the same time ...
        var added = bob.update(cart -> cart.add("tea")); // ... and neither knows of the other
        var salted = bob.update(cart -> cart.add("salt"));
        ann.receive(salted); // too early: Bob's operation before it has not come
        System.out.println(ann.pending() + " waits");
        ann.receive(added); // now both take effect
        ann.receive(added); // the second time nothing happens
        bob.receive(removed);

        System.out.println(new TreeSet<>(ann.object().value()) + " "
                + new TreeSet<>(bob.object().value()));
        // [salt, tea] [salt, tea]: adding wins
        // end
    }

    @Test
    void tree() throws Throwable {
        assertEquals(List.of("[f2, f1] [f2, f1]"), Printed.by(TypesTest::showTree));
    }

    private static void showTree() {
        // snippet: tree
        HybridClock clock = new HybridClock(InstantSource.system());
        var ann = new OpReplica<>(new MovableTree<String, String>(), ReplicaId.random(), clock);
        var bob = new OpReplica<>(new MovableTree<String, String>(), ReplicaId.random(), clock);
        bob.receive(ann.update(tree -> tree.addTop("f1", "Photos")));
        bob.receive(ann.update(tree -> tree.addTop("f2", "Holidays")));

        var first = ann.update(tree -> tree.move("f1", "f2")); // at the same time ...
        var second = bob.update(tree -> tree.move("f2", "f1")); // ... and neither knows of the other
        ann.receive(second);
        bob.receive(first);

        System.out.println(ann.object().path("f1") + " " + bob.object().path("f1"));
        // [f2, f1] [f2, f1]: the earlier move counts, the later one would make a cycle
        // end
    }

    @Test
    void events() throws Throwable {
        assertEquals(List.of("missing [sales/0@0]", "7, read on at 2"), Printed.by(TypesTest::showEvents));
    }

    private static void showEvents() {
        // snippet: events
        HybridClock clock = new HybridClock(InstantSource.system());
        WireFormat<SourceState<OpPnCounter.Add, Sums>> format = SourceState.format(OpPnCounter.type());
        var madrid = new SourceConsumer<>(OpPnCounter.type(), ReplicaId.random(), clock);
        var dublin = new SourceConsumer<>(OpPnCounter.type(), ReplicaId.random(), clock);
        Instant soldAt = Instant.parse("2025-03-01T09:30:00Z"); // the event's own time, never that of reading

        madrid.accept(new SourceId("sales", 0, 1), soldAt, counter -> counter.increment(5)); // too early
        System.out.println("missing " + madrid.missing()); // missing [sales/0@0]
        madrid.accept(new SourceId("sales", 0, 0), soldAt, counter -> counter.increment(2));
        madrid.accept(new SourceId("sales", 0, 0), soldAt, counter -> counter.increment(2)); // again: nothing happens
        byte[] stored = Codec.standard().encode(format, madrid.save()); // the value and the positions are one

        dublin.accept(new SourceId("sales", 0, 0), soldAt, counter -> counter.increment(2)); // it was handed over
        dublin.join(Codec.standard().decode(format, stored)); // what both have counted counts once
        System.out.println(
                dublin.replica().object().value() + ", read on at " + dublin.position(new SourcePartition("sales", 0)));
        // 7, read on at 2
        // end
    }

    @Test
    void values() throws Throwable {
        assertEquals(List.of("[Product[name=tea, cents=350]]"), Printed.by(TypesTest::showValues));
    }

    // snippet: value-class
    record Product(String name, long cents) {}
    // end

    private static void showValues() {
        // snippet: values
        Codec codec =
                Codec.builder().register(Product.class, 100).build(); // the same number at every replica, for ever
        Replica dublin = Replica.builder("dublin").codec(codec).open();
        Replica madrid = Replica.builder("madrid").codec(codec).open();
        dublin.<Product>set("products").add(new Product("tea", 350));

        dublin.deltasSince(madrid.version()).forEach(madrid::receive);
        System.out.println(madrid.<Product>set("products").elements()); // [Product[name=tea, cents=350]]
        // end
    }
}
