// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.crdt4j.causality.HybridClock;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.op.OpAddWinsSet;
import org.crdt4j.op.OpCausalLog;
import org.crdt4j.op.OpDisableWinsFlag;
import org.crdt4j.op.OpEnableWinsFlag;
import org.crdt4j.op.OpGrowOnlyCounter;
import org.crdt4j.op.OpGrowOnlySet;
import org.crdt4j.op.OpLastWriterWinsMap;
import org.crdt4j.op.OpLastWriterWinsRegister;
import org.crdt4j.op.OpMaxRegister;
import org.crdt4j.op.OpMinRegister;
import org.crdt4j.op.OpMultiValueRegister;
import org.crdt4j.op.OpPnCounter;
import org.crdt4j.op.OpRemoveWinsSet;
import org.crdt4j.op.OpReplica;
import org.crdt4j.op.OpTwoPhaseSet;
import org.crdt4j.tree.MovableTree;

/**
 * An operation-based type, and how to make operations of it.
 *
 * @param <T> its live objects
 * @param <O> its operations
 * @param <S> its states
 * @param type the type
 * @param preparer prepares something at random with an object
 */
record OperationCase<T extends OpCrdt<O, S, ?>, O, S extends Delta<S>>(
        OpType<T, O, S> type, BiFunction<T, Random, O> preparer) {

    private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    /** Every operation-based type. */
    static List<OperationCase<?, ?, ?>> all() {
        return List.of(
                new OperationCase<>(
                        OpGrowOnlyCounter.type(), (counter, random) -> counter.increment(random.nextInt(99))),
                new OperationCase<>(
                        OpPnCounter.type(), (counter, random) -> counter.increment(random.nextLong() >> 40)),
                new OperationCase<>(
                        OpEnableWinsFlag.type(),
                        (flag, random) -> random.nextInt(3) == 0 ? flag.disable() : flag.enable()),
                new OperationCase<>(
                        OpDisableWinsFlag.type(),
                        (flag, random) -> random.nextInt(3) == 0 ? flag.disable() : flag.enable()),
                new OperationCase<>(OpGrowOnlySet.<Object>type(), (set, random) -> set.addAll(values(random))),
                new OperationCase<>(
                        OpTwoPhaseSet.<Object>type(),
                        (set, random) ->
                                random.nextInt(3) == 0 ? set.remove(value(random)) : set.addAll(values(random))),
                new OperationCase<>(OpAddWinsSet.<Object>type(), OperationCase::changeAddWinsSet),
                new OperationCase<>(OpRemoveWinsSet.<Object>type(), OperationCase::changeRemoveWinsSet),
                new OperationCase<>(OpLastWriterWinsRegister.<Object>type(), OperationCase::changeRegister),
                new OperationCase<>(
                        OpMultiValueRegister.<Object>type(),
                        (register, random) ->
                                random.nextInt(6) == 0 ? register.clear() : register.assign(value(random))),
                new OperationCase<>(
                        OpMaxRegister.<Integer>type(), (register, random) -> register.assign(random.nextInt(99))),
                new OperationCase<>(
                        OpMinRegister.<Integer>type(), (register, random) -> register.assign(random.nextInt(99))),
                new OperationCase<>(OpLastWriterWinsMap.<Object, Object>type(), OperationCase::changeMap),
                new OperationCase<>(OpCausalLog.<Object>type(), OperationCase::changeLog),
                new OperationCase<>(MovableTree.<Object, Object>type(), TreeBytesTest::draw));
    }

    private static Object value(Random random) {
        return TypeCase.value(random);
    }

    private static List<Object> values(Random random) {
        return random.nextBoolean() ? List.of(value(random)) : List.of(value(random), value(random));
    }

    private static HybridTimestamp time(Random random) {
        return HybridTimestamp.of(NOW - random.nextInt(9_000), random.nextInt(9));
    }

    private static OpAddWinsSet.Operation<Object> changeAddWinsSet(OpAddWinsSet<Object> set, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> set.clear();
            case 1, 2 -> set.remove(value(random));
            default -> set.add(value(random));
        };
    }

    private static OpRemoveWinsSet.Operation<Object> changeRemoveWinsSet(OpRemoveWinsSet<Object> set, Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> set.clear();
            case 1 -> set.forgetRemoves(VersionVector.of(replica(1), 9));
            case 2, 3, 4 -> set.remove(value(random));
            default -> set.add(value(random));
        };
    }

    private static OpLastWriterWinsRegister.Operation<Object> changeRegister(
            OpLastWriterWinsRegister<Object> register, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> register.clear();
            case 1, 2 -> register.assign(value(random), time(random));
            default -> register.assign(value(random));
        };
    }

    private static OpLastWriterWinsMap.Operation<Object, Object> changeMap(
            OpLastWriterWinsMap<Object, Object> map, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> map.clear();
            case 1 -> map.remove(value(random));
            case 2 -> map.remove(value(random), time(random));
            case 3, 4 -> map.put(value(random), value(random), time(random));
            default -> map.put(value(random), value(random));
        };
    }

    private static OpCausalLog.Operation<Object> changeLog(OpCausalLog<Object> log, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> log.clear();
            case 1, 2 -> log.append(value(random), time(random));
            default -> log.append(value(random));
        };
    }

    static ReplicaId replica(int number) {
        return ReplicaId.of(number);
    }

    /** What some replicas did, and what became of it. */
    record History<O, S>(List<Tagged<O>> operations, List<S> states) {}

    /** Two replicas act and exchange now and then. */
    History<O, S> history(Random random, int length) {
        HybridClock clock = new HybridClock(() -> Instant.ofEpochMilli(NOW));
        List<OpReplica<T, O>> replicas = List.of(
                new OpReplica<>(type.create(), replica(1), clock), new OpReplica<>(type.create(), replica(2), clock));
        List<Tagged<O>> operations = new ArrayList<>();
        for (int left = length; left > 0; left--) {
            operations.add(replicas.get(random.nextInt(2)).update(object -> preparer.apply(object, random)));
            if (random.nextInt(3) == 0) {
                OpReplica<T, O> receiver = replicas.get(random.nextInt(2));
                operations.stream()
                        .filter(operation -> !operation.dot().replica().equals(receiver.replica()))
                        .forEach(receiver::receive);
            }
        }
        List<S> states = new ArrayList<>();
        replicas.forEach(replica -> states.add(replica.object().state()));
        return new History<>(operations, states);
    }

    @Override
    public String toString() {
        return type.name();
    }
}
