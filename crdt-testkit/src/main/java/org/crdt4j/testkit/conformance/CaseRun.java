// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.crdt4j.causality.CausalOrder;
import org.crdt4j.error.CrdtException;
import org.jspecify.annotations.Nullable;

/**
 * One run of one case.
 *
 * @param <S> what the replicas exchange
 */
final class CaseRun<S> {

    /** What a case writes for "reading the value is refused". */
    private static final String ERROR = "error";

    private final ConformanceCase given;
    private final TypeAdapter<S> adapter;
    private final Map<String, Replica<S>> replicas = new LinkedHashMap<>();
    private final Map<String, S> snapshots = new HashMap<>();
    private final Map<String, Optional<S>> handedOut = new HashMap<>();

    CaseRun(ConformanceCase given, TypeAdapter<S> adapter) {
        this.given = given;
        this.adapter = adapter;
    }

    Outcome run() {
        int number = 0;
        try {
            List<List<Step>> steps = StepReader.read(given);
            for (String name : given.replicas()) {
                Site site = Site.of(name, given.replicas());
                replicas.put(name, new Replica<>(site, adapter.create(site)));
            }
            TextProperties texts = adapter.isText() ? new TextProperties(steps) : null;
            int last = lastAssertion(steps);
            while (number < steps.size()) {
                number++;
                if (!given.isNonCausal() && isHoldingBack()) {
                    return new Outcome.Skipped("step " + (number - 1) + " delivers out of causal order");
                }
                run(steps.get(number - 1), number == last);
                observe(texts);
            }
            checkProperties(texts);
            return new Outcome.Passed();
        } catch (UnmetException e) {
            return new Outcome.Failed("step " + number + ": " + e.getMessage());
        } catch (MalformedCaseException e) {
            return new Outcome.Failed("malformed, step " + number + ": " + e.getMessage());
        } catch (UnknownTypeException e) {
            return new Outcome.Skipped(String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            return new Outcome.Failed("step " + number + " broke: " + e);
        }
    }

    private boolean isHoldingBack() {
        return replicas.values().stream().anyMatch(replica -> replica.subject().isHoldingBack());
    }

    private static int lastAssertion(List<List<Step>> steps) {
        int last = 0;
        for (int number = 1; number <= steps.size(); number++) {
            if (steps.get(number - 1).stream().anyMatch(Step.Assertion.class::isInstance)) {
                last = number;
            }
        }
        return last;
    }

    private void run(List<Step> step, boolean isLastAssertion) {
        boolean binds = isLastAssertion || !(given.isNonCausal() && adapter.deliversCausally());
        for (Step part : step) {
            if (part instanceof Step.Assertion assertion) {
                try {
                    check(assertion);
                } catch (UnmetException e) {
                    if (binds) {
                        throw e;
                    }
                }
            } else {
                act(part);
            }
        }
    }

    private void act(Step step) {
        if (step instanceof Step.Perform perform) {
            perform(perform);
        } else if (step instanceof Step.Merge merge) {
            replica(merge.to()).subject().receive(state(merge.from()));
        } else if (step instanceof Step.Deliver deliver) {
            Subject<S> receiver = replica(deliver.to()).subject();
            labelled(deliver.label()).ifPresent(receiver::receive);
        } else if (step instanceof Step.Snapshot snapshot) {
            snapshot(snapshot);
        } else if (step instanceof Step.Sync sync) {
            sync(sync.replicas());
        }
        replicas.values().forEach(replica -> replica.subject().checkInvariants());
    }

    private void perform(Step.Perform perform) {
        Replica<S> replica = replica(perform.replica());
        Subject<S> subject = replica.subject();
        Operation operation = perform.operation();
        if (operation.time() != null) {
            replica.site().setPhysicalClock(operation.time());
        }
        boolean mayBeRefused = perform.mustBeRefused() || perform.mayBeRefused();
        Object before = mayBeRefused ? read(subject) : Values.NULL;
        Optional<S> delta = Optional.empty();
        try {
            delta = Optional.of(subject.perform(operation));
        } catch (RuntimeException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            unless(mayBeRefused, perform.replica() + " refuses " + operation + ": " + e.getMessage());
            Object after = read(subject);
            unless(
                    before.equals(after),
                    perform.replica() + " refuses " + operation + ", but its value changes from " + show(before)
                            + " to " + show(after));
        }
        unless(
                delta.isEmpty() || !perform.mustBeRefused(),
                perform.replica() + " must refuse " + operation + ", and shows " + show(read(subject)));
        if (perform.label() != null && handedOut.put(perform.label(), delta) != null) {
            throw new MalformedCaseException("label " + perform.label() + " is used twice");
        }
    }

    private static boolean isRefusal(RuntimeException e) {
        return e instanceof IllegalArgumentException
                || e instanceof IllegalStateException
                || e instanceof ArithmeticException
                || e instanceof UnsupportedOperationException
                || e instanceof IndexOutOfBoundsException
                || e instanceof CrdtException;
    }

    private void snapshot(Step.Snapshot snapshot) {
        if (replicas.containsKey(snapshot.as())) {
            throw new MalformedCaseException("snapshot " + snapshot.as() + " has the name of a replica");
        }
        snapshots.put(snapshot.as(), state(snapshot.of()));
    }

    /* Two rounds are enough for replicas that pass on what they receive, and the third finds nothing new. */
    private void sync(List<String> names) {
        for (int round = 0; round <= names.size() + 1; round++) {
            boolean somethingNew = false;
            for (String from : names) {
                for (String to : names) {
                    somethingNew |= !from.equals(to) && replica(to).subject().receive(state(from));
                }
            }
            if (!somethingNew) {
                return;
            }
        }
        throw new UnmetException("sync of " + names + " does not come to rest");
    }

    private void check(Step.Assertion assertion) {
        if (assertion instanceof Step.Expect expect) {
            expect.allowed().forEach((name, allowed) -> checkValue(name, allowed, read(view(name))));
        } else if (assertion instanceof Step.ExpectEqual equal) {
            checkEqual(equal.replicas());
        } else if (assertion instanceof Step.Fold fold) {
            checkFold(fold);
        } else if (assertion instanceof Step.Order order) {
            CausalOrder actual = adapter.order(state(order.a()), state(order.b()));
            unless(
                    actual == order.is(),
                    "expected " + order.a() + " to be " + name(order.is()) + " to " + order.b() + ", found "
                            + name(actual));
        } else if (assertion instanceof Step.ExpectFeed feeds) {
            feeds.feeds().forEach((name, feed) -> checkFeed(name, feed, read(view(name))));
        }
    }

    private static String name(CausalOrder order) {
        return order.name().toLowerCase(Locale.ROOT);
    }

    private void checkValue(String name, List<Object> allowed, Object actual) {
        unless(
                allowed.stream().anyMatch(expected -> isExpected(expected, actual)),
                "expected " + name + " to be "
                        + allowed.stream().map(Values::show).collect(Collectors.joining(" or ")) + ", found "
                        + show(actual));
    }

    private boolean isExpected(Object expected, Object actual) {
        return actual instanceof Refused
                ? expected.equals(ERROR)
                : Values.matches(adapter.comparable(expected), actual);
    }

    private void checkEqual(List<String> names) {
        @Nullable Object first = null;
        for (String name : names) {
            Object value = read(view(name));
            unless(!(value instanceof Refused), name + " has no value: " + show(value));
            unless(
                    first == null || first.equals(value),
                    "expected " + names + " to be equal, but " + names.get(0) + " is "
                            + show(first == null ? value : first) + " and " + name + " is " + show(value));
            first = value;
        }
    }

    private void checkFold(Step.Fold fold) {
        @Nullable Object first = null;
        for (List<String> order : Permutations.of(fold.states())) {
            Subject<S> folded = adapter.create(Site.observer(given.replicas()));
            order.forEach(name -> folded.receive(state(name)));
            Object value = read(folded);
            checkValue("the fold in order " + order, fold.allowed(), value);
            unless(first == null || first.equals(value), "the fold in order " + order + " differs: " + show(value));
            first = value;
        }
    }

    private static void checkFeed(String name, Step.Feed feed, Object actual) {
        if (!(actual instanceof List<?> items)) {
            throw new UnmetException("expected " + name + " to show a list, found " + show(actual));
        }
        Map<Object, Integer> places = new HashMap<>();
        for (int place = 0; place < items.size(); place++) {
            unless(places.put(items.get(place), place) == null, name + " shows an item twice: " + show(actual));
        }
        unless(
                places.keySet().equals(Set.copyOf(feed.items())),
                "expected " + name + " to show " + show(feed.items()) + ", found " + show(actual));
        for (List<Object> pair : feed.before()) {
            Integer earlier = places.get(pair.get(0));
            Integer later = places.get(pair.get(1));
            unless(
                    earlier != null && later != null && earlier < later,
                    "expected " + name + " to show " + show(pair.get(0)) + " before " + show(pair.get(1)) + ", found "
                            + show(actual));
        }
    }

    private void observe(@Nullable TextProperties texts) {
        if (texts != null) {
            replicas.forEach(
                    (name, replica) -> texts.observe(name, replica.subject().value()));
        }
    }

    private void checkProperties(@Nullable TextProperties texts) {
        if (given.properties() == null) {
            return;
        }
        if (texts == null) {
            throw new MalformedCaseException("only texts have properties, not " + given.type());
        }
        texts.check(new Fields("properties", given.properties()));
    }

    private Replica<S> replica(String name) {
        Replica<S> replica = replicas.get(name);
        if (replica == null) {
            throw new MalformedCaseException("no replica " + name);
        }
        return replica;
    }

    /* A snapshot is looked at by an empty replica that receives it. */
    private Subject<S> view(String name) {
        if (replicas.containsKey(name)) {
            return replica(name).subject();
        }
        Subject<S> viewer = adapter.create(Site.observer(given.replicas()));
        viewer.receive(state(name));
        return viewer;
    }

    private S state(String name) {
        S snapshot = snapshots.get(name);
        if (snapshot != null) {
            return snapshot;
        }
        if (!replicas.containsKey(name)) {
            throw new MalformedCaseException("no replica and no snapshot " + name);
        }
        return replica(name).subject().state();
    }

    /* Empty for an operation that was refused as the case allows: it handed out nothing. */
    private Optional<S> labelled(String label) {
        Optional<S> delta = handedOut.get(label);
        if (delta == null) {
            throw new MalformedCaseException("no operation has the label " + label);
        }
        return delta;
    }

    private Object read(Subject<S> subject) {
        try {
            return adapter.comparable(subject.value());
        } catch (RuntimeException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            return new Refused(String.valueOf(e.getMessage()));
        }
    }

    private static String show(Object value) {
        return value instanceof Refused refused ? "an error (" + refused.reason + ")" : Values.show(value);
    }

    private static void unless(boolean holds, String complaint) {
        if (!holds) {
            throw new UnmetException(complaint);
        }
    }

    /** A site and what lives there. */
    private record Replica<S>(Site site, Subject<S> subject) {}

    /** Instead of a value that could not be read. */
    private record Refused(String reason) {}
}
