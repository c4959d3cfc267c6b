// SPDX-License-Identifier: Apache-2.0
/** Primitive collections and argument checks. Not exported; no word of the domain lives here. */
@NullMarked
package org.crdt4j.internal;

import org.jspecify.annotations.NullMarked;
