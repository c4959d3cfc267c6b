// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.function.Consumer;

/**
 * Somebody else's code that is told something until its subscription is closed; what is still on the way to it then is dropped. Two
 * subscriptions of the same code are two recipients. Thread-safe.
 */
final class Recipient<T> {

    private final Consumer<? super T> code;
    private volatile boolean gone;

    Recipient(Consumer<? super T> code) {
        this.code = code;
    }

    void leave() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    void accept(T news) {
        code.accept(news);
    }
}
