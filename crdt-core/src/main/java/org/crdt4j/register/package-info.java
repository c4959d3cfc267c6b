// SPDX-License-Identifier: Apache-2.0
/** Replicated registers, which hold one value. */
@NullMarked
package org.crdt4j.register;

import org.jspecify.annotations.NullMarked;
