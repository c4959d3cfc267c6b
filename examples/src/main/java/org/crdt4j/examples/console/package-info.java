// SPDX-License-Identifier: Apache-2.0
/** What commands need to talk to a person. */
@NullMarked
package org.crdt4j.examples.console;

import org.jspecify.annotations.NullMarked;
