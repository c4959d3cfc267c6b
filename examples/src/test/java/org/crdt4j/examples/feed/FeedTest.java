// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.crdt4j.examples.console.Captured;
import org.crdt4j.examples.fleet.FleetJob;
import org.crdt4j.examples.fleet.LocalSites;
import org.crdt4j.examples.input.CsvInput;
import org.crdt4j.examples.input.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedTest {

    private static final String HEADER = "group,post,author,epoch_s,refs\n";

    @TempDir
    Path directory;

    private final Captured out = new Captured();
    private final Captured err = new Captured();

    private static PostFile.Posts posts(String rows) throws Exception {
        return PostFile.read(CsvInput.read(
                new ByteArrayInputStream((HEADER + rows).getBytes(StandardCharsets.UTF_8)), "in", PostFile.COLUMNS));
    }

    private static String complaint(String rows) {
        return assertThrows(InputException.class, () -> posts(rows)).getMessage();
    }

    private int run(PostFile.Posts posts, boolean isRecorded) throws Exception {
        FleetJob job = FeedCommand.job(posts, directory, LocalSites.starter(FeedSite::new));
        return FeedCommand.run(posts, job, isRecorded, out, err);
    }

    private List<String> lines(String name) throws Exception {
        List<String> lines = Files.readAllLines(directory.resolve(name));
        return lines.subList(1, lines.size());
    }

    @Test
    void copiesRepliesAndSkewedClocks_giveOneFeed() throws Exception {
        assertEquals(0, run(posts("""
                news,p4,ann,400,p3
                news,p1,ann,100,x9
                talk,p2,bob,50,p1
                talk,p1,ann,100,x9
                news,p3,cyd,300,p2|p1
                misc,p6,dan,100,p7
                misc,p5,dan,100,
                """), false), err.toString());
        assertEquals(
                List.of("1,p2,50,bob", "2,p1,100,ann", "3,p5,100,dan", "4,p6,100,dan", "5,p3,300,cyd", "6,p4,400,ann"),
                lines("posts.csv"));
        assertEquals(
                List.of("1,p1,100", "2,p2,50", "3,p5,100", "4,p6,100", "5,p3,300", "6,p4,400"), lines("causal.csv"));
        assertTrue(Files.readString(directory.resolve("report.html")).contains("<svg"), "no chart");
    }

    @Test
    void noPostsAtAll_areEnough() throws Exception {
        assertEquals(0, run(posts(""), false), err.toString());
        assertEquals(List.of(), lines("posts.csv"));
    }

    @Test
    void recordedPosts_equalTheTruthOnEveryServer() throws Exception {
        assertEquals(0, run(FeedCommand.recorded(), true), err.toString());
        assertFalse(out.toString().contains("TRUTH: NO"), out.toString());
    }

    @Test
    void otherPostsThanThoseOfTheTruth_fail() throws Exception {
        assertEquals(1, run(posts("news,p1,ann,100,\n"), true));
        assertTrue(out.toString().contains("TRUTH: NO"), out.toString());
    }

    @Test
    void postsThatCannotBe_areNamed() {
        assertEquals(
                "in, line 3: is another post than the one of that name before: Post[id=p1, epochSecond=101, author=ann]",
                complaint("news,p1,ann,100,\ntalk,p1,ann,101,\n"));
        assertEquals("in, line 2: answers, in the end, itself: p1", complaint("news,p1,ann,1,p2\nnews,p2,bob,2,p1\n"));
        assertEquals(
                "in, line 2: group is not a name of letters, digits, dots and dashes: \"../etc\"",
                complaint("../etc,p1,ann,1,\n"));
        assertEquals("in, line 2: post has a bar in it: \"p|1\"", complaint("news,p|1,ann,1,\n"));
        assertEquals("in, line 2: epoch_s is out of range: \"-1\"", complaint("news,p1,ann,-1,\n"));
    }
}
