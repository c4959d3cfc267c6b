// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.feed;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.crdt4j.causality.HybridTimestamp;
import org.crdt4j.codec.Codec;
import org.crdt4j.crdt.LogChange;
import org.crdt4j.crdt.LogEntry;
import org.crdt4j.op.OpCausalLog;
import org.crdt4j.op.SourceId;
import org.crdt4j.replica.Replica;
import org.crdt4j.replica.ReplicatedOperations;

/**
 * The feed as one group's server has it. Posts come in any order and more than once, from its own readers and from the other servers; every
 * server ends up with the same feed: each post once, and none before a post that it answers.
 *
 * <p>What makes a copy a copy is its place in the log where the post was first recorded: it names the post everywhere, so it counts
 * once however many servers take it, and other posts refer to it by its place before it has arrived. Thread-safe.
 */
public final class Feed {

    /** What the replica has to be opened with: it knows {@link Post}. */
    public static final Codec CODEC =
            Codec.builder().register(Post.class, Codec.Builder.FIRST_ID).build();

    private final ReplicatedOperations<OpCausalLog<Post>, OpCausalLog.Operation<Post>, LogChange<Post>> posts;

    /**
     * The feed of a server.
     *
     * @param replica where it is kept; it has {@link #CODEC}
     */
    public Feed(Replica replica) {
        posts = replica.operations("posts", OpCausalLog.<Post>type());
    }

    /**
     * Takes a post, or a copy of one. What comes before something that it needs is kept, and waits.
     *
     * @param place where it was recorded first; the same for all copies
     * @param time when it was written; no two posts have the same
     * @param post the post
     * @param answers the places of the posts that it answers
     * @return whether it was news here
     */
    public boolean take(SourceId place, Instant time, Post post, Collection<SourceId> answers) {
        return posts.accept(
                place, time, log -> log.appendRecorded(post, HybridTimestamp.of(time.toEpochMilli(), 0), answers));
    }

    /**
     * The feed: always the earliest next of the posts whose parents are out.
     *
     * @return all posts that need not wait
     */
    public List<Post> inOrder() {
        return posts.read(log -> log.entries().stream().map(LogEntry::item).toList());
    }

    /**
     * The same posts by the time at which they were written, even if somebody answered before he was asked, by his clock.
     *
     * @return all posts that need not wait
     */
    public List<Post> byTime() {
        return posts.read(log -> log.entries().stream()
                .sorted(Comparator.comparing(LogEntry::time))
                .map(LogEntry::item)
                .toList());
    }

    /**
     * How many posts there are in the feed.
     *
     * @return the number of those that need not wait
     */
    public int size() {
        return posts.read(OpCausalLog::size);
    }

    /**
     * How many are here and wait for an earlier event of their log.
     *
     * @return their number
     */
    public int waiting() {
        return posts.pending();
    }
}
