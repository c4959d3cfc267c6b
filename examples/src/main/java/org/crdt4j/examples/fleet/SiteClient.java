// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.fleet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.crdt4j.examples.process.LineChannel;

/**
 * One site as the conductor of the run sees it: what {@link SiteServer} answers, over a line. Requests are sent with {@code ask} and
 * answered by {@link #answer}, so that all sites work at the same time.
 */
final class SiteClient implements AutoCloseable {

    /* Sites answer within milliseconds; a minute means that something hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String label;
    private final LineChannel channel;

    SiteClient(String label, LineChannel channel) {
        this.label = label;
        this.channel = channel;
    }

    String label() {
        return label;
    }

    /** Sends a request; each is followed by exactly one call of {@link #answer}. */
    void ask(String command, List<String> fields) throws IOException {
        List<String> words = new ArrayList<>(fields.size() + 1);
        words.add(command);
        words.addAll(fields);
        channel.send(String.join("\t", words));
    }

    /** The fields of the answer to the oldest request that was not answered. */
    List<String> answer() throws IOException {
        while (true) {
            List<String> words = List.of(channel.receive(PATIENCE).split("\t", -1));
            List<String> fields = words.subList(1, words.size());
            if (words.get(0).equals(SiteServer.DONE)) {
                return fields;
            }
            if (words.get(0).equals(SiteServer.FAILED)) {
                throw new IOException("site " + label + " failed: " + String.join(" ", fields));
            }
            // Anything else was said by the virtual machine, such as that a recording has begun.
        }
    }

    List<String> call(String command, List<String> fields) throws IOException {
        ask(command, fields);
        return answer();
    }

    @Override
    public void close() {
        channel.close();
    }
}
