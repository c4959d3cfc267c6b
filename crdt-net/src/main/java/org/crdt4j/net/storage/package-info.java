// SPDX-License-Identifier: Apache-2.0
/** The durable storage of a replica: checksummed files in a directory. Nothing here knows the network. */
@NullMarked
package org.crdt4j.net.storage;

import org.jspecify.annotations.NullMarked;
