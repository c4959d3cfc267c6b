// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.testkit.conformance;

import java.math.BigInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Types that behave as a test of the runner needs it, not as a replicated type should. */
final class Fakes {

    private Fakes() {}

    /** Holds a text. Operations: become TEXT; insert AT TEXT. What is received is appended. */
    private static class Fake implements Subject<String> {

        String text = "";

        @Override
        public String perform(Operation operation) {
            if (operation.name().equals("insert")) {
                int at = operation.number(0).intValueExact();
                text = text.substring(0, at) + operation.text(1) + text.substring(at);
            } else {
                text = operation.text(0);
            }
            return text;
        }

        @Override
        public boolean receive(String message) {
            text += message;
            return false;
        }

        @Override
        public String state() {
            return text;
        }

        @Override
        public Object value() {
            return text;
        }
    }

    static TypeAdapter<?> showing(Supplier<Object> value) {
        return adapter(() -> new Fake() {
            @Override
            public Object value() {
                return value.get();
            }
        });
    }

    static TypeAdapter<?> concatenating(UnaryOperator<String> shown) {
        return adapter(() -> new Fake() {
            @Override
            public Object value() {
                return shown.apply(text);
            }
        });
    }

    static TypeAdapter<?> refusingButCounting(RuntimeException refusal) {
        return adapter(() -> new Fake() {
            @Override
            public String perform(Operation operation) {
                text += "x";
                throw refusal;
            }

            @Override
            public Object value() {
                return BigInteger.valueOf(text.length());
            }
        });
    }

    static TypeAdapter<?> neverSatisfied() {
        return adapter(() -> new Fake() {
            @Override
            public boolean receive(String message) {
                return true;
            }
        });
    }

    static TypeAdapter<?> withBrokenInvariant() {
        return adapter(() -> new Fake() {
            @Override
            public void checkInvariants() {
                throw new IllegalStateException("the invariant does not hold");
            }
        });
    }

    static TypeAdapter<?> deliveringCausally(long value) {
        return new TypeAdapter<String>() {
            @Override
            public Subject<String> create(Site site) {
                return new Fake() {
                    @Override
                    public Object value() {
                        return BigInteger.valueOf(value);
                    }
                };
            }

            @Override
            public boolean deliversCausally() {
                return true;
            }
        };
    }

    /** A text whose replicas never hear of each other. */
    static TypeAdapter<?> scriptedText() {
        return new TypeAdapter<String>() {
            @Override
            public Subject<String> create(Site site) {
                return new Fake();
            }

            @Override
            public boolean isText() {
                return true;
            }
        };
    }

    private static TypeAdapter<String> adapter(Supplier<Subject<String>> subjects) {
        return site -> subjects.get();
    }
}
