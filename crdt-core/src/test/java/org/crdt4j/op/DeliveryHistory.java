// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.Dot;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Tagged;

/** What some replicas did, each having delivered some of what the others had done. */
final class DeliveryHistory {

    static final long NOON = 1_000_000_000_000L;

    final List<Tagged<String>> operations = new ArrayList<>();
    /** Of each operation, all that its author had delivered, itself included. */
    final List<VersionVector> pasts = new ArrayList<>();

    private DeliveryHistory() {}

    static DeliveryHistory random(RandomGenerator random, int authors, int length) {
        DeliveryHistory history = new DeliveryHistory();
        List<VersionVector> seen = new ArrayList<>();
        List<VersionVector> atLastSend = new ArrayList<>();
        for (int author = 0; author < authors; author++) {
            seen.add(VersionVector.empty());
            atLastSend.add(VersionVector.empty());
        }
        for (int index = 0; index < length; index++) {
            int author = random.nextInt(authors);
            VersionVector view = seen.get(author);
            while (index > 0 && random.nextInt(3) == 0) {
                view = view.join(history.pasts.get(random.nextInt(index)));
            }
            ReplicaId id = author(author);
            Dot dot = new Dot(id, view.get(id) + 1);
            history.add(dot, news(view, atLastSend.get(author), id), index);
            view = view.with(id, dot.counter());
            history.pasts.add(view);
            seen.set(author, view);
            atLastSend.set(author, view);
        }
        return history;
    }

    static ReplicaId author(int author) {
        return ReplicaId.of(author + 1);
    }

    private static VersionVector news(VersionVector view, VersionVector before, ReplicaId author) {
        List<VersionVector> news = new ArrayList<>(List.of(VersionVector.empty()));
        view.forEach((origin, counter) -> {
            if (!origin.equals(author) && counter > before.get(origin)) {
                news.set(0, news.get(0).with(origin, counter));
            }
        });
        return news.get(0);
    }

    private void add(Dot dot, VersionVector dependencies, int index) {
        operations.add(new Tagged<>("operation " + index, dot, dependencies, HybridTimestamp.of(NOON + index, 0)));
    }
}
