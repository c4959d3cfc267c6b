// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.snippets;

import java.util.function.Consumer;
import org.crdt4j.causality.VersionVector;
import org.crdt4j.crdt.Crdt;
import org.crdt4j.crdt.CrdtType;
import org.crdt4j.crdt.Delta;
import org.crdt4j.crdt.ReplicaContext;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;
import org.jspecify.annotations.Nullable;

/** A type that is not part of the library: the most points that anybody has reached. Concurrent raises: the higher one counts. */
final class HighScore implements Crdt<HighScore.Points, ValueChange<Long>> {

    // snippet: own-delta
    record Points(long points) implements Delta<Points> {

        static final Points NONE = new Points(0);

        @Override
        public Points join(Points other) {
            return points >= other.points ? this : other;
        }

        @Override
        public boolean isBottom() {
            return points == 0;
        }
    }
    // end

    static final CrdtType<HighScore, Points, ValueChange<Long>> TYPE = new CrdtType<>() {
        @Override
        public String name() {
            return "high-score";
        }

        @Override
        public HighScore create(ReplicaContext replicaContext) {
            return new HighScore();
        }

        @Override
        public Points bottom() {
            return Points.NONE;
        }

        @Override
        public WireFormat<Points> format() {
            return FORMAT;
        }
    };

    private static final WireFormat<Points> FORMAT = new WireFormat<>() {
        @Override
        public void write(Points score, WireOutput out) {
            out.writeCount(score.points);
        }

        @Override
        public Points read(WireInput in) {
            return new Points(in.readCount());
        }
    };

    private Points best = Points.NONE;
    private @Nullable Consumer<? super ValueChange<Long>> observer;

    // snippet: own-mutator
    Points raise(long points) {
        if (points < 0) {
            throw new IllegalArgumentException("points must not be negative: " + points);
        }
        Points delta = new Points(points);
        join(delta);
        return delta;
    }

    @Override
    public boolean join(Points delta) {
        Points before = best;
        best = before.join(delta);
        boolean grew = !best.equals(before);
        if (grew && observer != null) {
            observer.accept(new ValueChange<>(before.points, best.points));
        }
        return grew;
    }
    // end

    @Override
    public Long value() {
        return best.points;
    }

    @Override
    public Points inOneDelta(Runnable mutators) {
        Points before = best;
        mutators.run();
        return best.equals(before) ? Points.NONE : best;
    }

    @Override
    public Points state() {
        return best;
    }

    /** The whole state: it is one number. */
    @Override
    public Points deltaSince(VersionVector seen) {
        return best;
    }

    /** Nothing to do: the state is one number. */
    @Override
    public void compact(VersionVector stable) {}

    @Override
    public void observe(@Nullable Consumer<? super ValueChange<Long>> newObserver) {
        observer = newObserver;
    }

    @Override
    public void checkInvariants() {
        if (best.points < 0) {
            throw new IllegalStateException("negative points: " + best);
        }
    }
}
