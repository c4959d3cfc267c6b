// SPDX-License-Identifier: Apache-2.0
/** The contracts that every replicated data type fulfils. */
@NullMarked
package org.crdt4j.crdt;

import org.jspecify.annotations.NullMarked;
