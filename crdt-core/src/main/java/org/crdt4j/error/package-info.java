// SPDX-License-Identifier: Apache-2.0
/** The typed refusals of remote or stored data: one small sealed hierarchy. */
@NullMarked
package org.crdt4j.error;

import org.jspecify.annotations.NullMarked;
