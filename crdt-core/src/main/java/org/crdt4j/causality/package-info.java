// SPDX-License-Identifier: Apache-2.0
/**
 * Who did what, and who has seen it: identities, dots, version vectors, causal contexts, dot stores and hybrid time.
 *
 * <p>Everything above this package is built from one idea: an event has a name, its {@linkplain org.crdt4j.causality.Dot dot}, and a
 * replica can say which dots it has seen ({@link org.crdt4j.causality.DotCover}). A {@linkplain
 * org.crdt4j.causality.DotStore dot store} holds what is still there. A dot that was seen and is no longer in the store was removed.
 */
@NullMarked
package org.crdt4j.causality;

import org.jspecify.annotations.NullMarked;
