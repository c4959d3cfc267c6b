// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.crdt4j.crdt.Confirmation;
import org.crdt4j.crdt.ValueChange;
import org.crdt4j.set.ConfirmationSet;
import org.jspecify.annotations.Nullable;

/**
 * A handle of something that is pending until enough of its participants have confirmed it. Once confirmed, it stays so. Thread-safe.
 * See {@link ConfirmationSet}.
 *
 * @param <P> the participants; they must be immutable, of a class that the codec knows, and have {@code equals} and {@code hashCode}
 */
public final class ReplicatedConfirmationSet<P> extends Handle<Confirmation<P>, ValueChange<Confirmation<P>>> {

    private final ReplicatedObject<ConfirmationSet<P>, ?, ValueChange<Confirmation<P>>> object;

    ReplicatedConfirmationSet(ReplicatedObject<ConfirmationSet<P>, ?, ValueChange<Confirmation<P>>> object) {
        super(object);
        this.object = object;
    }

    /**
     * Who has confirmed, whose confirmation is outstanding, and whether that is enough.
     *
     * @return an immutable copy of what is known here now
     */
    public Confirmation<P> confirmation() {
        return current();
    }

    /**
     * Whether enough participants have confirmed. Once true, it stays so.
     *
     * @return whether that is known here
     */
    public boolean isConfirmed() {
        return object.read(ConfirmationSet::isConfirmed);
    }

    /**
     * Says who has to confirm: all of these.
     *
     * @param participants who takes part, one at least
     * @throws IllegalArgumentException if there is none, or if the codec does not know the class of one
     * @throws IllegalStateException if others are sealed already, as far as it is known here
     */
    public void seal(Set<? extends P> participants) {
        seal(participants, participants.size());
    }

    /**
     * Says who may confirm, and how many of them have to.
     *
     * @param participants who takes part, one at least
     * @param required how many have to confirm, from 1 to all
     * @throws IllegalArgumentException if the number is not in these bounds, or if the codec does not know the class of a participant
     * @throws IllegalStateException if other participants or another number are sealed already, as far as it is known here
     */
    public void seal(Set<? extends P> participants, int required) {
        Set<P> sealed = Set.copyOf(participants);
        object.updateIfSendable(set -> set.seal(sealed, required));
    }

    /**
     * Confirms in the name of a participant.
     *
     * @param participant who confirms
     * @throws IllegalArgumentException if the codec does not know its class
     */
    public void confirm(P participant) {
        Objects.requireNonNull(participant, "participant");
        object.updateIfSendable(set -> set.confirm(participant));
    }

    /**
     * Has something done when enough participants have confirmed: at once if they have, else as soon as that is known here, be it by a
     * confirmation here or by a message. It is done once for each call of this method.
     *
     * @param action what to do; called outside of any lock, so it may use the replica; if it throws, that is counted, and it is not
     *     called again
     * @return calls it off, if it has not been done
     */
    public Subscription whenConfirmed(Runnable action) {
        Once once = new Once(Objects.requireNonNull(action, "action"));
        Subscription subscription =
                onChange(once::look, event -> once.look(event.change().after()));
        once.endBy(subscription);
        return subscription;
    }

    /** Listens until it has heard of the confirmation, which may be before the subscription is there. */
    private static final class Once {

        private final Runnable action;
        private final AtomicBoolean done = new AtomicBoolean();
        private volatile @Nullable Subscription subscription;

        Once(Runnable action) {
            this.action = action;
        }

        void look(Confirmation<?> now) {
            if (now.isConfirmed() && done.compareAndSet(false, true)) {
                closeIfDone(subscription);
                action.run();
            }
        }

        void endBy(Subscription ending) {
            subscription = ending;
            closeIfDone(ending);
        }

        private void closeIfDone(@Nullable Subscription ending) {
            if (ending != null && done.get()) {
                ending.close();
            }
        }
    }
}
