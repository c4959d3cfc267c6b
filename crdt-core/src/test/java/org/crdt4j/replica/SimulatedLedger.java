// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Accounts that are only ever changed together: money moves from one to another, and a change of one list of names is a change of the
 * other. So the sum of all accounts is nought, and both lists are equal, at every replica after every message, or something was
 * applied half.
 */
final class SimulatedLedger {

    private static final int ACCOUNTS = 4;
    private static final List<String> LISTS = List.of("ledger-left", "ledger-right");

    private static String account(int number) {
        return "ledger-" + number;
    }

    void act(Replica replica, RandomGenerator random) {
        boolean fails = random.nextInt(6) == 0;
        try {
            replica.update(tx -> {
                if (random.nextBoolean()) {
                    move(tx, random);
                }
                fail(fails && random.nextBoolean());
                if (random.nextBoolean()) {
                    changeLists(tx, random);
                }
                fail(fails);
            });
            check(!fails, "an update that throws says nothing");
        } catch (Undone undone) {
            check(fails, "an update that goes well throws");
        }
    }

    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static void fail(boolean fails) {
        if (fails) {
            throw new Undone();
        }
    }

    private static void move(Transaction tx, RandomGenerator random) {
        int from = random.nextInt(ACCOUNTS);
        int to = (from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        int amount = 1 + random.nextInt(9);
        tx.counter(account(from)).decrement(amount);
        tx.counter(account(to)).increment(amount);
    }

    private static void changeLists(Transaction tx, RandomGenerator random) {
        int name = random.nextInt(8);
        boolean adds = random.nextInt(3) > 0;
        for (String list : LISTS) {
            ReplicatedSet<Integer> names = tx.set(list);
            if (adds) {
                names.add(name);
            } else {
                names.remove(name);
            }
        }
    }

    void check(Replica replica) {
        long sum = balances(replica).stream().mapToLong(Long::longValue).sum();
        check(sum == 0, "money was made or lost: " + balances(replica));
        Set<Set<Object>> lists = lists(replica);
        check(lists.size() == 1, "of two equal lists one was changed: " + lists);
    }

    void checkEqual(Replica one, Replica other) {
        check(
                balances(one).equals(balances(other)) && lists(one).equals(lists(other)),
                "in the end the ledgers are " + balances(one) + lists(one) + " and " + balances(other) + lists(other));
    }

    private static List<Long> balances(Replica replica) {
        return IntStream.range(0, ACCOUNTS)
                .mapToObj(number -> replica.counter(account(number)).value())
                .toList();
    }

    private static Set<Set<Object>> lists(Replica replica) {
        return LISTS.stream().map(list -> replica.set(list).snapshot()).collect(Collectors.toSet());
    }

    private static void check(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalStateException(complaint);
        }
    }
}
