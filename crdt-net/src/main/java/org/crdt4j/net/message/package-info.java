// SPDX-License-Identifier: Apache-2.0
/** What goes over a connection: the messages, their frames with limits and checksum. Pure. */
@NullMarked
package org.crdt4j.net.message;

import org.jspecify.annotations.NullMarked;
