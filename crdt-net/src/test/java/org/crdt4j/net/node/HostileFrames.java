// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.Identity;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Data;

/** What a stranger sends to a node: nothing of it may have any effect. */
final class HostileFrames {

    private HostileFrames() {}

    static byte[] draw(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> noise(random, 1 + random.nextInt(200));
            case 1 -> oversize();
            case 2 -> Frame.encode(greeting("another cluster", random));
            case 3 -> Frame.encode(new Data(Data.Kind.PUSH, noise(random, 50)));
            default -> damagedAfterGreeting(random);
        };
    }

    private static byte[] noise(RandomGenerator random, int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static Message greeting(String cluster, RandomGenerator random) {
        ReplicaId stranger = ReplicaId.of(random.nextLong(1 << 20, 1 << 30));
        return new Message.Hello(Frame.VERSION, new Identity(cluster, stranger, "stranger", random.nextLong()), 1);
    }

    private static byte[] oversize() {
        return ByteBuffer.allocate(Frame.HEADER)
                .putShort(Frame.MAGIC)
                .put((byte) Frame.VERSION)
                .put((byte) 1)
                .putInt(Integer.MAX_VALUE)
                .array();
    }

    /* one who knows the name of the cluster, and sends bytes that no replica understands */
    private static byte[] damagedAfterGreeting(RandomGenerator random) {
        byte[] hello = Frame.encode(greeting("sim", random));
        byte[] push = Frame.encode(new Data(Data.Kind.PUSH, noise(random, 50)));
        return ByteBuffer.allocate(hello.length + push.length)
                .put(hello)
                .put(push)
                .array();
    }
}
