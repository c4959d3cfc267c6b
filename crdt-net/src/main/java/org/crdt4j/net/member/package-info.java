// SPDX-License-Identifier: Apache-2.0
/** What a node may believe of another one. */
@NullMarked
package org.crdt4j.net.member;

import org.jspecify.annotations.NullMarked;
