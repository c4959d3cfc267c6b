// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.atomix;

import io.atomix.cluster.ClusterMembershipService;
import io.atomix.cluster.MemberId;
import io.atomix.cluster.messaging.ClusterCommunicationService;
import io.atomix.primitive.PrimitiveManagementService;
import io.atomix.protocols.gossip.TimestampProvider;
import io.atomix.utils.serializer.Namespaces;
import io.atomix.utils.serializer.Serializer;
import io.atomix.utils.time.WallClockTimestamp;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an Atomix type sees of its cluster: one member alone, whose messages are kept instead of sent. A type's own gossip,
 * which a timer would start, is started by {@link #gossip}.
 */
final class Member {

    /** How the types encode elements, keys and values. */
    static final Serializer SERIALIZER = Serializer.using(Namespaces.BASIC);

    /**
     * A clock that all members share and that never repeats itself. With the real one two updates within a millisecond are
     * a tie, on which replicas may stay apart for ever.
     */
    static final TimestampProvider<Object> CLOCK = new TimestampProvider<>() {

        private final AtomicLong time = new AtomicLong();

        @Override
        public WallClockTimestamp get(Object entry) {
            return new WallClockTimestamp(time.incrementAndGet());
        }
    };

    private final io.atomix.cluster.Member self;
    private final List<Runnable> timers = new ArrayList<>();
    private final List<Object> sent = new ArrayList<>();
    private final Map<String, Object> handlers = new HashMap<>();
    private final Map<String, Object> decoders = new HashMap<>();
    private @Nullable Object encoder;

    Member(String name) {
        self = io.atomix.cluster.Member.builder(MemberId.from(name))
                .withAddress("127.0.0.1:5679")
                .build();
    }

    PrimitiveManagementService services() {
        ScheduledExecutorService executor = proxy(ScheduledExecutorService.class, this::schedule);
        ClusterCommunicationService communication = proxy(ClusterCommunicationService.class, this::communicate);
        ClusterMembershipService membership = proxy(ClusterMembershipService.class, this::membership);
        return proxy(PrimitiveManagementService.class, (name, arguments) -> switch (name) {
            case "getExecutorService" -> executor;
            case "getCommunicationService" -> communication;
            case "getMembershipService" -> membership;
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private @Nullable Object schedule(String name, @Nullable Object[] arguments) {
        timers.add((Runnable) arguments[0]);
        return proxy(ScheduledFuture.class, (method, none) -> method.equals("cancel"));
    }

    /** Arguments of subscribe: subject, decoder, handler; of broadcast and send: subject, message, encoder. */
    private @Nullable Object communicate(String name, @Nullable Object[] arguments) {
        switch (name) {
            case "subscribe" -> {
                decoders.put((String) arguments[0], arguments[1]);
                handlers.put((String) arguments[0], arguments[2]);
                return CompletableFuture.completedFuture(null);
            }
            case "broadcast", "send" -> {
                sent.add(arguments[1]);
                encoder = arguments[2];
                return CompletableFuture.completedFuture(null);
            }
            case "unsubscribe" -> {
                return null;
            }
            default -> throw new UnsupportedOperationException(name);
        }
    }

    private Object membership(String name, @Nullable Object[] arguments) {
        return switch (name) {
            case "getLocalMember", "getMember" -> self;
            case "getMembers", "getReachableMembers" -> Set.of(self);
            default -> throw new UnsupportedOperationException(name);
        };
    }

    /** What the type broadcasts when its timer fires. */
    Object gossip() {
        timers.forEach(Runnable::run);
        return taken().get(0);
    }

    /** What the type sends to a member that asks for everything. */
    @SuppressWarnings("unchecked") // a subscription of Atomix
    List<Object> bootstrap(String subject) {
        ((Function<Object, Object>) handlers.get(subject)).apply(self.id());
        return taken();
    }

    private List<Object> taken() {
        List<Object> messages = List.copyOf(sent);
        sent.clear();
        return messages;
    }

    /** Where the type takes the messages of others. */
    @SuppressWarnings("unchecked") // a subscription of Atomix
    Consumer<Object> receiver(String subject) {
        return (Consumer<Object>) handlers.get(subject);
    }

    /** The type's own encoder, known after it first sent something. */
    @SuppressWarnings("unchecked") // passed by the type with its message
    Function<Object, byte[]> encoder() {
        if (encoder == null) {
            throw new IllegalStateException("nothing was sent yet");
        }
        return (Function<Object, byte[]>) encoder;
    }

    /** The type's own decoder. */
    @SuppressWarnings("unchecked") // passed by the type with its subscription
    Function<byte[], Object> decoder(String subject) {
        return (Function<byte[], Object>) decoders.get(subject);
    }

    private static <T> T proxy(Class<T> type, Service service) {
        InvocationHandler handler = (proxy, method, arguments) ->
                service.call(method.getName(), arguments == null ? new Object[0] : arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** One of the cluster's services, by the names of its methods. */
    private interface Service {
        @Nullable
        Object call(String name, @Nullable Object[] arguments);
    }
}
