// SPDX-License-Identifier: Apache-2.0
/**
 * Laws that every replicated data type obeys, in plain Java, for this project's types and for yours.
 *
 * <p>To prove a type of your own, say which operations to try, how to do them, and what must come of them. A high score, of which the
 * higher of two concurrent ones counts, has a mutator {@code raise(long points)}, which joins its own delta and returns it. In a
 * test of any framework, this is the whole proof:
 *
 * <!-- snippet: own-laws -->
 * <pre>{@code
 * Subject<HighScore, LatticeValue<Optional<Long>>, ValueChange<Optional<Long>>, Long> subject = Subject.of(
 *                 HighScore.TYPE,
 *                 (random, score) -> random.nextLong(100), // what to try
 *                 HighScore::raise, // how to do it
 *                 history -> history.operations().max(Long::compare)) // what must come of it
 *         .reporting((before, change) -> change.after()); // what its listeners must hear
 *
 * Laws.of(subject).checkAll(1, 1_000); // seeds 1 to 1,000
 * }</pre>
 *
 * <p>Each seed is a history of some replicas on a network that loses, repeats and reorders. A broken law is a {@link
 * org.crdt4j.testkit.LawViolation}, which names the law, the seed, and the shortest history that was found. The type itself is
 * {@code HighScore} in the examples; docs/own-types.md walks through it, and shows how a replica holds it.
 *
 * <p>Start at {@link org.crdt4j.testkit.Subject} and {@link org.crdt4j.testkit.Laws}; operation-based types use {@link
 * org.crdt4j.testkit.OperationLaws}.
 */
@NullMarked
package org.crdt4j.testkit;

import org.jspecify.annotations.NullMarked;
