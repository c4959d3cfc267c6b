// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.Delta;
import org.crdt4j.error.CorruptDataException;
import org.crdt4j.error.CrdtException;
import org.crdt4j.error.DuplicateReplicaException;
import org.crdt4j.error.IncompatibleTypeException;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.op.OperationObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A hundred thousand damaged messages for each type. Each is refused with its reason, or it is a message by accident and leaves the
 * object that joins it whole. To replay a failure, decode the bytes that it prints.
 */
final class MutatedMessagesTest {

    private static final long SEED = 20_260_101;
    private static final int MUTATIONS = 100_000;
    private static final Codec CODEC = TypeCase.codec();

    static List<TypeCase<?, ?>> types() {
        return TypeCase.all();
    }

    @ParameterizedTest
    @MethodSource("types")
    void damage_isRefusedOrHarmless(TypeCase<?, ?> type) throws Exception {
        /* What a refusal allocates is measured, its stack trace too; those below a test framework are deep. */
        FutureTask<Void> trial = new FutureTask<>(new Trial<>(type)::run, null);
        new Thread(trial).start();
        trial.get();
    }

    private static final class Trial<T extends Crdt<D, ?>, D extends Delta<D>> {

        private final TypeCase<T, D> type;
        private final Random random = new Random(SEED);
        private final List<byte[]> messages = new ArrayList<>();
        private final List<D> states = new ArrayList<>();
        private D state;
        private byte[] stateBytes;
        private T live;
        private int refused;
        private int harmless;
        private int repeats;

        Trial(TypeCase<T, D> type) {
            this.type = type;
            for (int index = 0; index < 20; index++) {
                TypeCase.History<T, D> history = type.history(random, 8);
                history.deltas()
                        .forEach(delta -> messages.add(CODEC.encode(type.type().format(), delta)));
                history.objects()
                        .forEach(object -> messages.add(CODEC.encode(type.type().format(), object.state())));
                messages.add(CODEC.encode(type.type(), history.objects().get(0).state()));
                states.add(history.objects().get(1).state());
            }
            startAfresh();
        }

        /* histories use the same identities, so the same dots occur with different contents, as if replicas were duplicated */
        private void startAfresh() {
            state = states.get(random.nextInt(states.size()));
            stateBytes = CODEC.encode(type.type(), state);
            live = type.create(3);
            live.join(state);
        }

        void run() {
            for (int index = 0; index < MUTATIONS; index++) {
                byte[] message = Mutation.of(messages, random);
                try {
                    tryOne(message, index % 8 == 0);
                } catch (RuntimeException | Error failure) {
                    throw new AssertionError(
                            type + ", message " + index + ": " + HexFormat.of().formatHex(message), failure);
                }
            }
            assertArrayEquals(stateBytes, CODEC.encode(type.type(), live.state()));
            assertTrue(repeats < MUTATIONS / 100, () -> "measured twice: " + repeats);
            assertTrue(refused > MUTATIONS / 3, () -> "refused only " + refused);
            assertTrue(harmless > MUTATIONS / 100, () -> "accepted only " + harmless);
        }

        private void tryOne(byte[] message, boolean named) {
            long before = Allocation.soFar();
            CrdtException refusal = null;
            D decoded = null;
            try {
                decoded = decode(message, named);
            } catch (CrdtException refused) {
                refusal = refused;
            }
            checkAllocation(Allocation.soFar() - before, message, named);
            if (refusal != null) {
                refused++;
                checkRefusal(refusal);
            } else {
                harmless++;
                checkJoin(decoded);
                startAfresh();
            }
        }

        private D decode(byte[] message, boolean named) {
            return named
                    ? CODEC.decode(type.type(), message)
                    : CODEC.decode(type.type().format(), message);
        }

        private void checkAllocation(long allocated, byte[] message, boolean named) {
            long most = 20_000 + 200L * message.length;
            if (allocated > most) {
                Runnable decoding = () -> {
                    try {
                        decode(message, named);
                    } catch (CrdtException known) {
                        repeats++;
                    }
                };
                Allocation.assertAtMost(most, decoding, type);
            }
        }

        private void checkRefusal(CrdtException refusal) {
            assertTrue(
                    refusal instanceof CorruptDataException
                            || refusal instanceof LimitExceededException
                            || refusal instanceof IncompatibleTypeException,
                    refusal::toString);
            /* the net under the formats is there for what applications add to them */
            assertTrue(
                    !refusal.getMessage().startsWith("no valid message: java."), () -> "fell into the net: " + refusal);
            if (refused % 100 == 0) {
                assertArrayEquals(stateBytes, CODEC.encode(type.type(), live.state()));
            }
        }

        private void checkJoin(D decoded) {
            try {
                live.join(decoded);
            } catch (DuplicateReplicaException | LimitExceededException refusal) {
                /* operations alone can contradict those that are here, or be too far ahead of them */
                assertTrue(live instanceof OperationObject<?, ?, ?, ?>, refusal::toString);
                live.checkInvariants();
                return;
            }
            live.checkInvariants();
            D joined = live.state();
            live.join(decoded);
            assertEquals(joined, live.state());
            byte[] encoded = CODEC.encode(type.type(), joined);
            assertEquals(joined, CODEC.decode(type.type(), encoded));
            live.deltaSince(VersionVector.empty());
            live.compact(VersionVector.empty());
            live.checkInvariants();
        }
    }
}
