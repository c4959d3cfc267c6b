// SPDX-License-Identifier: Apache-2.0
/** What waits to be sent to whom: fresh deltas to everybody, answers to who asked, never more than fits. Pure state machines. */
@NullMarked
package org.crdt4j.net.dissemination;

import org.jspecify.annotations.NullMarked;
