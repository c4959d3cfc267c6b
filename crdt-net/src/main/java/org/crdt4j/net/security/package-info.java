// SPDX-License-Identifier: Apache-2.0
/** The shared secret: key derivation, the handshake in which both sides prove that they know it, and sealed records. */
@NullMarked
package org.crdt4j.net.security;

import org.jspecify.annotations.NullMarked;
