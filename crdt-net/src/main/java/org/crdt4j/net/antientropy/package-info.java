// SPDX-License-Identifier: Apache-2.0
/** Who gets a digest when, so that whatever was lost is found. Pure state machines. */
@NullMarked
package org.crdt4j.net.antientropy;

import org.jspecify.annotations.NullMarked;
