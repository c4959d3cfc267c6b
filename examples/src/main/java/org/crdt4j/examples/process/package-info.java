// SPDX-License-Identifier: Apache-2.0
/** Child processes that answer one line for one line. */
@NullMarked
package org.crdt4j.examples.process;

import org.jspecify.annotations.NullMarked;
