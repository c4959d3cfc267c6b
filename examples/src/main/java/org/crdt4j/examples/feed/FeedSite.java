// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.feed;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.crdt4j.examples.fleet.Site;
import org.crdt4j.examples.fleet.SiteServer;
import org.crdt4j.examples.input.CsvOutput;
import org.crdt4j.op.SourceId;
import org.crdt4j.replica.Replica;

/** The site of one group. */
public final class FeedSite implements Site {

    static final String POSTS = "posts.csv";
    static final String CAUSAL = "causal.csv";
    static final List<String> FILES = List.of(POSTS, CAUSAL);

    private static final String LOG = "usenet";

    private final Replica replica;
    private final Feed feed;
    private int copies;

    FeedSite(String label) {
        replica = Replica.builder(label).codec(Feed.CODEC).open();
        feed = new Feed(replica);
    }

    /**
     * Runs a group as a process.
     *
     * @param arguments its name, and the directory of its files
     * @throws IOException if standard input or output breaks
     */
    public static void main(String[] arguments) throws IOException {
        SiteServer.main(arguments, FeedSite::new);
    }

    @Override
    public Replica replica() {
        return replica;
    }

    /** Takes what {@link PostFile} makes of a row. */
    @Override
    public void accept(List<String> fields) {
        var post = new Post(fields.get(2), Long.parseLong(fields.get(3)), fields.get(4));
        List<SourceId> answers = fields.get(5).isEmpty()
                ? List.of()
                : Arrays.stream(fields.get(5).split("\\|")).map(FeedSite::place).toList();
        Instant time = Instant.ofEpochMilli(Long.parseLong(fields.get(1)));
        if (!feed.take(place(fields.get(0)), time, post, answers)) {
            copies++;
        }
    }

    private static SourceId place(String text) {
        int at = text.indexOf('@');
        return new SourceId(LOG, Integer.parseInt(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
    }

    @Override
    public List<String> answer(String question, List<String> fields) {
        if (!question.equals("progress")) {
            throw new IllegalArgumentException("unknown command " + question);
        }
        return List.of(Integer.toString(feed.size()), Integer.toString(feed.waiting()), Integer.toString(copies));
    }

    @Override
    public void write(Path directory) throws IOException {
        try (CsvWriter writer = CsvOutput.open(directory.resolve(POSTS), "pos", "post", "epoch_s", "author")) {
            int position = 0;
            for (Post post : feed.byTime()) {
                writer.writeRecord(
                        Integer.toString(++position), post.id(), Long.toString(post.epochSecond()), post.author());
            }
        }
        try (CsvWriter writer = CsvOutput.open(directory.resolve(CAUSAL), "pos", "post", "epoch_s")) {
            int position = 0;
            for (Post post : feed.inOrder()) {
                writer.writeRecord(Integer.toString(++position), post.id(), Long.toString(post.epochSecond()));
            }
        }
    }
}
