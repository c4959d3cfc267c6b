// SPDX-License-Identifier: Apache-2.0
/** Replica identities, dots, version vectors, causal contexts, dot stores and hybrid time: what happened before what. */
@NullMarked
package org.crdt4j.causality;

import org.jspecify.annotations.NullMarked;
