// SPDX-License-Identifier: Apache-2.0
/** Where a person starts: named, thread-safe, observable replicated objects. */
@NullMarked
package org.crdt4j.replica;

import org.jspecify.annotations.NullMarked;
