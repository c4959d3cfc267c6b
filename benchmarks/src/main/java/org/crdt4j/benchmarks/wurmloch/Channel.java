// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.wurmloch;

import com.netopyr.wurmloch.crdt.CrdtCommand;
import io.reactivex.processors.PublishProcessor;
import org.jspecify.annotations.Nullable;

/** A type's two streams: what others send to it, and what it last sent. */
final class Channel {

    final PublishProcessor<CrdtCommand> in = PublishProcessor.create();
    final PublishProcessor<CrdtCommand> out = PublishProcessor.create();

    private @Nullable CrdtCommand sent;

    Channel() {
        out.subscribe(command -> sent = command);
    }

    /** What the type sent on its last update. */
    CrdtCommand sent() {
        if (sent == null) {
            throw new IllegalStateException("nothing was sent yet");
        }
        return sent;
    }
}
