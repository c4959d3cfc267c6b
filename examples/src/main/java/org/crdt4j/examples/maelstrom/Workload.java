// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.maelstrom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.crdt4j.replica.Replica;

/** What clients ask for in one of Maelstrom's workloads, and what of it is done with the replica. */
enum Workload {
    /** A set that only grows. */
    G_SET {
        @Override
        Optional<ObjectNode> handle(String type, JsonNode body, Replica replica) throws RequestException {
            return switch (type) {
                case "add" -> {
                    replica.growOnlySet(OBJECT).add(element(body, "element"));
                    yield Optional.of(answer());
                }
                case "read" -> Optional.of(elements("value", replica));
                default -> Optional.empty();
            };
        }
    },
    /** A counter that only grows. */
    G_COUNTER {
        @Override
        Optional<ObjectNode> handle(String type, JsonNode body, Replica replica) throws RequestException {
            var counter = replica.growOnlyCounter(OBJECT);
            return switch (type) {
                case "add" -> {
                    long delta = delta(body);
                    if (delta < 0) {
                        throw new RequestException(RequestException.MALFORMED, "a g-counter only grows: " + delta);
                    }
                    if (delta > 0) {
                        counter.increment(delta);
                    }
                    yield Optional.of(answer());
                }
                case "read" -> Optional.of(answer().put("value", counter.value()));
                default -> Optional.empty();
            };
        }
    },
    /** A counter that goes up and down. */
    PN_COUNTER {
        @Override
        Optional<ObjectNode> handle(String type, JsonNode body, Replica replica) throws RequestException {
            var counter = replica.pnCounter(OBJECT);
            return switch (type) {
                case "add" -> {
                    counter.increment(delta(body));
                    yield Optional.of(answer());
                }
                case "read" -> Optional.of(answer().put("value", counter.value()));
                default -> Optional.empty();
            };
        }
    },
    /** Messages that reach every node. */
    BROADCAST {
        @Override
        Optional<ObjectNode> handle(String type, JsonNode body, Replica replica) throws RequestException {
            return switch (type) {
                case "topology" -> Optional.of(answer()); // the gossip node finds its own ways
                case "broadcast" -> {
                    replica.growOnlySet(OBJECT).add(element(body, "message"));
                    yield Optional.of(answer());
                }
                case "read" -> Optional.of(elements("messages", replica));
                default -> Optional.empty();
            };
        }
    };

    private static final String OBJECT = "maelstrom";

    /**
     * Does what a client asks for.
     *
     * @param type the type of the request
     * @param body the request
     * @param replica what is read and changed
     * @return the answer, but for its type and its address; empty if the workload has no such request
     * @throws RequestException if the request is malformed; nothing has changed
     */
    abstract Optional<ObjectNode> handle(String type, JsonNode body, Replica replica) throws RequestException;

    /** The workload of a name, such as "g-set". */
    static Optional<Workload> named(String name) {
        return Arrays.stream(values())
                .filter(workload -> workload.label().equals(name))
                .findFirst();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode elements(String field, Replica replica) {
        ObjectNode answer = answer();
        var array = answer.putArray(field);
        replica.growOnlySet(OBJECT).snapshot().forEach(array::addPOJO);
        return answer;
    }

    private static Object element(JsonNode body, String field) throws RequestException {
        JsonNode element = body.path(field);
        if (element.canConvertToLong() && element.isIntegralNumber()) {
            return element.longValue();
        }
        if (element.isTextual()) {
            return element.textValue();
        }
        throw new RequestException(
                RequestException.MALFORMED, field + " is neither a whole number nor text: " + element);
    }

    private static long delta(JsonNode body) throws RequestException {
        JsonNode delta = body.path("delta");
        if (!delta.isIntegralNumber() || !delta.canConvertToLong()) {
            throw new RequestException(RequestException.MALFORMED, "delta is not a whole number: " + delta);
        }
        return delta.longValue();
    }
}
