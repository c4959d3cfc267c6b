// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crdt4j.causality.CausalContext;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.MutableCausalContext;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;
import org.crdt4j.error.LimitExceededException;
import org.crdt4j.op.CausalDelivery.Limits;
import org.jspecify.annotations.Nullable;

/** Causal delivery as a list that is searched from its beginning each time; on demand with a mistake in it. */
final class NaiveDelivery implements DeliverySubject {

    /** Mistakes that a delivery can make. */
    enum Mistake {
        DUPLICATE_DELIVERED_AGAIN,
        DEPENDENCIES_IGNORED,
        PREDECESSOR_IGNORED,
        WAITING_FORGOTTEN_AT_RESTART,
        SIZES_FORGOTTEN_AT_RESTART,
        BYTES_NOT_GIVEN_BACK,
        BYTES_NOT_GIVEN_BACK_BY_ADVANCE,
        ADVANCE_FREES_NOBODY,
        ADVANCE_KEEPS_WHAT_IT_COVERS,
        ADVANCE_IS_NO_NEWS,
        MISSING_NAMES_WHAT_IS_PENDING,
        MISSING_ENDS_AT_THE_FIRST_GAP,
        READY_TAKES_ROOM,
        DELIVERABLE_IS_REFUSED
    }

    private final Set<Mistake> mistakes;
    private final Limits limits;
    private final Map<ReplicaId, Long> delivered = new HashMap<>();
    private final Map<ReplicaId, Long> news = new HashMap<>();
    private final List<Saved.Pending<String>> pending = new ArrayList<>();
    private final List<Dot> stuck = new ArrayList<>();
    private long bytesNotGivenBack;

    NaiveDelivery(Limits limits, Mistake... mistakes) {
        this.limits = limits;
        this.mistakes = mistakes.length == 0 ? Set.of() : EnumSet.of(mistakes[0], mistakes);
    }

    private boolean makes(Mistake mistake) {
        return mistakes.contains(mistake);
    }

    private boolean isDelivered(ReplicaId origin, long counter) {
        return counter <= delivered.getOrDefault(origin, 0L);
    }

    @Override
    public boolean receive(Tagged<String> operation, int bytes) {
        Dot dot = operation.dot();
        boolean repeats = makes(Mistake.DUPLICATE_DELIVERED_AGAIN);
        if (!repeats && isDelivered(dot.replica(), dot.counter())) {
            return false;
        }
        if (!repeats && pending.stream().anyMatch(each -> each.operation().dot().equals(dot))) {
            return false;
        }
        operation.dependencies().forEach(this::checkAhead);
        checkAhead(dot.replica(), dot.counter());
        if (!isDeliverable(operation) || makes(Mistake.DELIVERABLE_IS_REFUSED)) {
            checkRoom(bytes);
        }
        pending.add(new Saved.Pending<>(operation, bytes));
        return true;
    }

    private void checkAhead(ReplicaId origin, long counter) {
        if (counter - delivered.getOrDefault(origin, 0L) > limits.maxAhead()) {
            throw new LimitExceededException("far ahead");
        }
    }

    private void checkRoom(int bytes) {
        long count = 0;
        long waitingBytes = bytesNotGivenBack;
        for (Saved.Pending<String> each : pending) {
            if (makes(Mistake.READY_TAKES_ROOM) || !isDeliverable(each.operation())) {
                count++;
                waitingBytes += each.encodedBytes();
            }
        }
        if (count >= limits.maxWaiting() || waitingBytes + bytes > limits.maxWaitingBytes()) {
            throw new LimitExceededException("no room");
        }
    }

    boolean isDeliverable(Tagged<String> operation) {
        Dot dot = operation.dot();
        if (stuck.contains(dot)) {
            return false;
        }
        boolean[] lacking = {!makes(Mistake.PREDECESSOR_IGNORED) && !isDelivered(dot.replica(), dot.counter() - 1)};
        if (!makes(Mistake.DEPENDENCIES_IGNORED)) {
            operation.dependencies().forEach((origin, counter) -> lacking[0] |= !isDelivered(origin, counter));
        }
        return !lacking[0];
    }

    boolean hasDeliverable() {
        return pending.stream().anyMatch(each -> isDeliverable(each.operation()));
    }

    boolean holds(Tagged<String> operation) {
        return pending.stream().anyMatch(each -> each.operation().equals(operation));
    }

    @Override
    public @Nullable Tagged<String> poll() {
        for (Saved.Pending<String> each : pending) {
            if (isDeliverable(each.operation())) {
                deliver(each.operation());
                return each.operation();
            }
        }
        return null;
    }

    void deliver(Tagged<String> operation) {
        remove(operation, Mistake.BYTES_NOT_GIVEN_BACK);
        raise(operation.dot().replica(), operation.dot().counter());
        news.put(operation.dot().replica(), operation.dot().counter());
    }

    private void remove(Tagged<String> operation, Mistake leak) {
        for (int index = 0; index < pending.size(); index++) {
            if (pending.get(index).operation().dot().equals(operation.dot())) {
                bytesNotGivenBack += makes(leak) ? pending.get(index).encodedBytes() : 0;
                pending.remove(index);
                return;
            }
        }
        throw new AssertionError(operation.dot() + " was not pending");
    }

    private void raise(ReplicaId origin, long counter) {
        delivered.merge(origin, counter, Math::max);
    }

    @Override
    public boolean advance(VersionVector joined) {
        List<Tagged<String>> before =
                pending.stream().map(Saved.Pending::operation).toList();
        boolean[] grown = {false};
        joined.forEach((origin, counter) -> {
            if (!isDelivered(origin, counter)) {
                grown[0] = true;
                raise(origin, counter);
                if (!makes(Mistake.ADVANCE_IS_NO_NEWS)) {
                    news.put(origin, counter);
                }
            }
        });
        for (Tagged<String> operation : before) {
            if (isDelivered(operation.dot().replica(), operation.dot().counter())
                    && !makes(Mistake.ADVANCE_KEEPS_WHAT_IT_COVERS)) {
                remove(operation, Mistake.BYTES_NOT_GIVEN_BACK_BY_ADVANCE);
            } else if (makes(Mistake.ADVANCE_FREES_NOBODY) && isDeliverable(operation) && grown[0]) {
                stuck.add(operation.dot());
            }
        }
        return grown[0];
    }

    @Override
    public Tagged<String> tag(String operation, ReplicaId self) {
        throw new UnsupportedOperationException("the reference is told what was tagged");
    }

    void tagged(Dot own) {
        raise(own.replica(), own.counter());
        news.clear();
    }

    @Override
    public VersionVector dependencies() {
        return VersionVector.copyOf(news);
    }

    @Override
    public VersionVector delivered() {
        return VersionVector.copyOf(delivered);
    }

    @Override
    public int pending() {
        return pending.size();
    }

    @Override
    public long pendingBytes() {
        return bytesNotGivenBack
                + pending.stream().mapToLong(Saved.Pending::encodedBytes).sum();
    }

    @Override
    public CausalContext missing() {
        MutableCausalContext missing = new MutableCausalContext();
        for (Saved.Pending<String> each : pending) {
            Dot dot = each.operation().dot();
            addMissing(dot.replica(), dot.counter() - 1, missing);
            each.operation().dependencies().forEach((origin, counter) -> addMissing(origin, counter, missing));
        }
        return missing.snapshot();
    }

    private void addMissing(ReplicaId origin, long highest, MutableCausalContext missing) {
        boolean gap = false;
        for (long counter = delivered.getOrDefault(origin, 0L) + 1; counter <= highest; counter++) {
            Dot dot = new Dot(origin, counter);
            boolean here =
                    pending.stream().anyMatch(each -> each.operation().dot().equals(dot));
            if (!here || makes(Mistake.MISSING_NAMES_WHAT_IS_PENDING)) {
                missing.add(origin, counter);
                gap = true;
            } else if (gap && makes(Mistake.MISSING_ENDS_AT_THE_FIRST_GAP)) {
                return;
            }
        }
    }

    @Override
    public void restart() {
        if (makes(Mistake.WAITING_FORGOTTEN_AT_RESTART)) {
            pending.removeIf(each -> !isDeliverable(each.operation()));
        }
        if (makes(Mistake.SIZES_FORGOTTEN_AT_RESTART)) {
            pending.replaceAll(each -> new Saved.Pending<>(each.operation(), 0));
        }
    }

    @Override
    public void checkInvariants() {}
}
