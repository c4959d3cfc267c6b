// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.channels.NetworkChannel;
import java.nio.channels.Selector;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What makes code behave differently from run to run: clocks, threads, sockets, unseeded randomness. */
public final class Impurity {
    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis()",
            "java.lang.System.nanoTime()",
            "java.time.Clock.system(java.time.ZoneId)",
            "java.time.Clock.systemDefaultZone()",
            "java.time.Clock.systemUTC()",
            "java.time.Instant.now()",
            "java.time.InstantSource.system()",
            "java.time.LocalDate.now()",
            "java.time.LocalDateTime.now()",
            "java.time.LocalTime.now()",
            "java.time.OffsetDateTime.now()",
            "java.time.ZonedDateTime.now()",
            "java.util.Date.<init>()");

    private static final Set<String> RANDOMNESS = Set.of(
            "java.lang.Math.random()",
            "java.security.SecureRandom.<init>()",
            "java.util.Collections.shuffle(java.util.List)",
            "java.util.Random.<init>()",
            "java.util.SplittableRandom.<init>()",
            "java.util.UUID.randomUUID()",
            "java.util.concurrent.ThreadLocalRandom.current()",
            "java.util.random.RandomGenerator.getDefault()");

    private static final Set<Class<?>> THREADS = Set.of(
            Thread.class,
            ThreadGroup.class,
            Timer.class,
            TimerTask.class,
            Executor.class,
            Executors.class,
            Future.class);

    private Impurity() {}

    /** A read of the wall clock or of the time since boot. */
    public static DescribedPredicate<JavaAccess<?>> clockRead() {
        return DescribedPredicate.describe("reads a clock", access -> CLOCKS.contains(nameOf(access)));
    }

    /** A source of randomness that nobody seeded. */
    public static DescribedPredicate<JavaAccess<?>> unseededRandomness() {
        return DescribedPredicate.describe("draws unseeded randomness", access -> RANDOMNESS.contains(nameOf(access)));
    }

    /** The birth of a thread, or of something that brings its own. */
    public static DescribedPredicate<JavaAccess<?>> threadCreation() {
        return DescribedPredicate.describe("creates a thread", access -> {
            JavaClass owner = access.getTargetOwner();
            if (owner.isEquivalentTo(Executors.class)) {
                return true;
            }
            boolean runner = owner.isAssignableTo(Thread.class)
                    || owner.isAssignableTo(Timer.class)
                    || (owner.isAssignableTo(Executor.class)
                            && owner.getPackageName().startsWith("java."));
            return runner && access.getTarget().getName().equals("<init>");
        });
    }

    /** A type that runs code at another time or on another thread. */
    public static DescribedPredicate<JavaClass> threading() {
        return DescribedPredicate.describe(
                "run threads", type -> THREADS.stream().anyMatch(type::isAssignableTo));
    }

    /** A type of the network. */
    public static DescribedPredicate<JavaClass> networking() {
        return DescribedPredicate.describe(
                "speak to the network",
                type -> type.getPackageName().equals("java.net")
                        || type.getPackageName().startsWith("java.net.")
                        || type.getPackageName().startsWith("javax.net")
                        || type.isAssignableTo(NetworkChannel.class)
                        || type.isAssignableTo(Selector.class));
    }

    /** Netty, shaded copies included. */
    public static DescribedPredicate<JavaClass> netty() {
        return DescribedPredicate.describe(
                "belong to Netty", type -> (type.getPackageName() + ".").contains(".netty."));
    }

    private static String nameOf(JavaAccess<?> access) {
        return access.getTarget().getFullName();
    }
}
