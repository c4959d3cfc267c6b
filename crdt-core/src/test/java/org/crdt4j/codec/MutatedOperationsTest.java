// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.OpCrdt;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.IncompatibleTypeException;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.error.StaleReplicaException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Twenty thousand damaged operations and states for each operation-based type. Each is refused with its reason, or it is one by
 * accident: then it takes effect and leaves the object whole. To replay a failure, decode the bytes that it prints.
 */
final class MutatedOperationsTest {

    private static final long SEED = 20_260_202;
    private static final int MUTATIONS = 20_000;
    private static final Codec CODEC = TypeCase.codec();
    private static final HybridTimestamp NOW =
            HybridTimestamp.of(Instant.parse("2026-01-01T00:00:01Z").toEpochMilli(), 0);

    static List<OperationCase<?, ?, ?>> types() {
        return OperationCase.all();
    }

    @ParameterizedTest
    @MethodSource("types")
    void damage_isRefusedOrHarmless(OperationCase<?, ?, ?> type) {
        new Trial<>(type).run();
    }

    private static final class Trial<T extends OpCrdt<O, S, ?>, O, S extends Delta<S>> {

        private final OperationCase<T, O, S> type;
        private final Random random = new Random(SEED);
        private final List<byte[]> operations = new ArrayList<>();
        private final List<byte[]> states = new ArrayList<>();
        private T live;
        private long counter;
        private int refused;
        private int harmless;

        Trial(OperationCase<T, O, S> type) {
            this.type = type;
            for (int index = 0; index < 20; index++) {
                OperationCase.History<O, S> history = type.history(random, 12);
                history.operations()
                        .forEach(tagged ->
                                operations.add(CODEC.encode(type.type().format(), tagged.operation())));
                history.states()
                        .forEach(state -> states.add(CODEC.encode(type.type().stateFormat(), state)));
            }
            startAfresh();
        }

        /* an object that knows a state, and which operations of which replica follow; damage would pile up otherwise */
        private void startAfresh() {
            live = type.type().create();
            live.join(CODEC.decode(type.type().stateFormat(), states.get(random.nextInt(states.size()))));
            counter = 0;
        }

        void run() {
            for (int index = 0; index < MUTATIONS; index++) {
                boolean ofState = index % 3 == 0;
                byte[] message = Mutation.of(ofState ? states : operations, random);
                S before = live.state();
                try {
                    tryOne(message, ofState);
                    harmless++;
                } catch (CrdtException refusal) {
                    refused++;
                    checkRefusal(refusal);
                    assertEquals(before, live.state());
                } catch (RuntimeException | Error failure) {
                    throw new AssertionError(
                            type + ", message " + index + ": " + HexFormat.of().formatHex(message), failure);
                }
            }
            assertTrue(refused > MUTATIONS / 4, () -> "refused only " + refused);
            assertTrue(harmless > MUTATIONS / 100, () -> "accepted only " + harmless);
        }

        private void tryOne(byte[] message, boolean ofState) {
            if (ofState) {
                S state = CODEC.decode(type.type().stateFormat(), message);
                live.join(state);
                S joined = live.state();
                live.join(state);
                assertEquals(joined, live.state());
            } else {
                O operation = CODEC.decode(type.type().format(), message);
                live.validate(operation);
                byte[] encoded = CODEC.encode(type.type().format(), operation);
                assertEquals(operation, CODEC.decode(type.type().format(), encoded));
                live.effect(new Tagged<>(
                        operation, new Dot(OperationCase.replica(3), ++counter), VersionVector.empty(), NOW));
            }
            live.checkInvariants();
            assertTrue(live.toString().length() > 0);
            byte[] state = CODEC.encode(type.type().stateFormat(), live.state());
            S decoded = CODEC.decode(type.type().stateFormat(), state);
            assertEquals(live.state(), decoded);
            assertArrayEquals(state, CODEC.encode(type.type().stateFormat(), decoded));
            live.compact(VersionVector.empty());
            if (ofState || counter == 9) {
                startAfresh();
            }
        }

        private static void checkRefusal(CrdtException refusal) {
            assertTrue(
                    refusal instanceof CorruptDataException
                            || refusal instanceof LimitExceededException
                            || refusal instanceof IncompatibleTypeException
                            || refusal instanceof DuplicateReplicaException
                            || refusal instanceof StaleReplicaException,
                    refusal::toString);
            /* the net under the formats is there for what applications add to them */
            assertTrue(
                    !refusal.getMessage().startsWith("no valid message: java."), () -> "fell into the net: " + refusal);
        }
    }
}
