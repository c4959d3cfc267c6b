// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.op;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crdt4j.crdt.OpType;
import org.crdt4j.crdt.WireFormat;
import org.crdt4j.crdt.WireInput;
import org.crdt4j.crdt.WireOutput;

/** Types that the library has, written once more as logs of operations. */
final class PureTypes {

    static final OpType<PureOperationLog<Change, Set<String>>, Change, PureLog<Change>> ADD_WINS =
            PureOperationLog.type("pure-add-wins-set", new AddWins(), Change.FORMAT);

    static final OpType<PureOperationLog<Change, Set<String>>, Change, PureLog<Change>> REMOVE_WINS =
            PureOperationLog.type("pure-remove-wins-set", new RemoveWins(), Change.FORMAT);

    static final OpType<PureOperationLog<Change, Set<String>>, Change, PureLog<Change>> REGISTER =
            PureOperationLog.type("pure-multi-value-register", new Register(), Change.FORMAT);

    static final OpType<PureOperationLog<Change, Boolean>, Change, PureLog<Change>> ENABLE_WINS =
            PureOperationLog.type("pure-enable-wins-flag", new EnableWins(), Change.FORMAT);

    static final OpType<PureOperationLog<Change, Boolean>, Change, PureLog<Change>> DISABLE_WINS =
            PureOperationLog.type("pure-disable-wins-flag", new DisableWins(), Change.FORMAT);

    private PureTypes() {}

    /** What is done to sets, registers and flags. */
    enum Kind {
        ADD,
        REMOVE,
        CLEAR
    }

    /** An operation: what was done, and nothing else. */
    record Change(Kind kind, String element) {

        private static final List<Kind> KINDS = List.of(Kind.ADD, Kind.REMOVE, Kind.CLEAR);

        static final WireFormat<Change> FORMAT = new WireFormat<>() {
            @Override
            public void write(Change change, WireOutput out) {
                out.writeCount(KINDS.indexOf(change.kind));
                out.writeKey(change.element);
            }

            @Override
            public Change read(WireInput in) {
                long kind = in.readCount();
                if (kind < 0 || kind >= KINDS.size() || !(in.readKey() instanceof String element)) {
                    throw WireInput.corrupt("no change: " + kind);
                }
                return new Change(KINDS.get((int) kind), element);
            }
        };

        static Change add(String element) {
            return new Change(Kind.ADD, element);
        }

        static Change remove(String element) {
            return new Change(Kind.REMOVE, element);
        }

        static Change clear() {
            return new Change(Kind.CLEAR, "");
        }

        boolean is(Kind other) {
            return kind == other;
        }

        boolean concerns(Change other) {
            return kind == Kind.CLEAR || element.equals(other.element);
        }
    }

    static Set<String> elements(List<Change> kept, Kind kind) {
        return kept.stream()
                .filter(change -> change.is(kind))
                .map(Change::element)
                .collect(Collectors.toSet());
    }

    /** A set in which adding wins. */
    static class AddWins implements PureSpecification<Change, Set<String>> {

        @Override
        public Set<String> value(List<Change> kept) {
            return elements(kept, Kind.ADD);
        }

        @Override
        public boolean makesRedundant(Change newer, Change older) {
            return newer.concerns(older);
        }

        @Override
        public boolean redundantOnArrival(Change change) {
            return !change.is(Kind.ADD);
        }
    }

    /** A set in which removing wins. */
    static class RemoveWins implements PureSpecification<Change, Set<String>> {

        @Override
        public Set<String> value(List<Change> kept) {
            Set<String> elements = elements(kept, Kind.ADD);
            elements.removeAll(elements(kept, Kind.REMOVE));
            return elements;
        }

        @Override
        public boolean makesRedundant(Change newer, Change older) {
            return newer.concerns(older);
        }

        @Override
        public boolean redundantOnArrival(Change change) {
            return change.is(Kind.CLEAR);
        }

        @Override
        public boolean redundantWhenStable(Change change) {
            return change.is(Kind.REMOVE);
        }

        @Override
        public boolean hides(Change removal, Change other) {
            return other.is(Kind.ADD) && removal.concerns(other);
        }
    }

    /** A register that keeps all concurrent values: to add is to assign. */
    static class Register implements PureSpecification<Change, Set<String>> {

        @Override
        public Set<String> value(List<Change> kept) {
            return elements(kept, Kind.ADD);
        }

        @Override
        public boolean makesRedundant(Change newer, Change older) {
            return true;
        }

        @Override
        public boolean redundantOnArrival(Change change) {
            return change.is(Kind.CLEAR);
        }
    }

    /** A flag that is on where somebody turned it on concurrently: to add is to enable. */
    static class EnableWins implements PureSpecification<Change, Boolean> {

        @Override
        public Boolean value(List<Change> kept) {
            return !kept.isEmpty();
        }

        @Override
        public boolean makesRedundant(Change newer, Change older) {
            return true;
        }

        @Override
        public boolean redundantOnArrival(Change change) {
            return !change.is(Kind.ADD);
        }
    }

    /** A flag that is off where somebody turned it off concurrently: to add is to enable. */
    static class DisableWins implements PureSpecification<Change, Boolean> {

        @Override
        public Boolean value(List<Change> kept) {
            return !kept.isEmpty() && kept.stream().allMatch(change -> change.is(Kind.ADD));
        }

        @Override
        public boolean makesRedundant(Change newer, Change older) {
            return true;
        }

        @Override
        public boolean redundantWhenStable(Change change) {
            return !change.is(Kind.ADD);
        }

        @Override
        public boolean hides(Change disabling, Change other) {
            return other.is(Kind.ADD);
        }
    }
}
