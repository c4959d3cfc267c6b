// SPDX-License-Identifier: Apache-2.0
/** Flags. */
@NullMarked
package org.crdt4j.flag;

import org.jspecify.annotations.NullMarked;
