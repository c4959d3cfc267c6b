// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.feed;

import static org.crdt4j.examples.fleet.RunReport.seconds;
import static org.crdt4j.examples.page.Page.number;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.crdt4j.examples.console.Job;
import org.crdt4j.examples.console.Options;
import org.crdt4j.examples.fleet.Disorder;
import org.crdt4j.examples.fleet.FleetJob;
import org.crdt4j.examples.fleet.FleetRun;
import org.crdt4j.examples.fleet.RunReport;
import org.crdt4j.examples.fleet.RunResult;
import org.crdt4j.examples.fleet.SiteStarter;
import org.crdt4j.examples.input.Bundled;
import org.crdt4j.examples.input.Comparison;
import org.crdt4j.examples.input.CsvInput;
import org.crdt4j.examples.input.InputException;
import org.crdt4j.examples.input.Table;

/** The commands {@code crdt run feed} and {@code crdt demo feed}: recorded posts of several groups, each group with a replica of its own. */
public final class FeedCommand {

    private static final int SLICES = 50;
    private static final long MINUTE = 60_000;

    /* A post a minute comes to each group: neighbours change places, one in fifty comes up to two hours late, as many come twice. */
    private static final Disorder DISORDER = new Disorder(1_993, 5 * MINUTE, 0.02, 120 * MINUTE, 0.02);

    private static final String INPUT = "feed_usenet.csv.gz";

    private FeedCommand() {}

    /**
     * Runs {@code crdt demo feed [--out DIR]}, on the recorded posts that come with it.
     *
     * @param arguments what came after {@code feed}
     * @param out takes the report
     * @param err takes progress and complaints
     * @return the exit code: 0 done, 1 the replicas disagree with each other or with the truth, or one failed, 2 wrong usage
     */
    public static int demo(List<String> arguments, PrintStream out, PrintStream err) {
        return Job.guarded("demo feed [--out DIR]", err, () -> {
            Options options = Options.parse(arguments, Set.of("--out"));
            Path directory = Job.directory(options.find("--out").orElse("out/demo-feed"));
            PostFile.Posts posts = recorded();
            return run(posts, job(posts, directory, processes(posts)), true, out, err);
        });
    }

    /**
     * Runs {@code crdt run feed --input FILE --out DIR}.
     *
     * @param arguments what came after {@code feed}
     * @param out takes the report
     * @param err takes progress and complaints
     * @return the exit code: 0 done, 1 the replicas disagree or one failed, 2 wrong usage or an unusable file
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return Job.guarded("run feed --input FILE --out DIR", err, () -> {
            Options options = Options.parse(arguments, Set.of("--input", "--out"));
            String directory = options.get("--out");
            PostFile.Posts posts = PostFile.read(CsvInput.read(Path.of(options.get("--input")), PostFile.COLUMNS));
            return run(posts, job(posts, Job.directory(directory), processes(posts)), false, out, err);
        });
    }

    static PostFile.Posts recorded() throws IOException, InputException {
        try (InputStream in = Bundled.open(FeedCommand.class, INPUT)) {
            return PostFile.read(CsvInput.read(in, INPUT, PostFile.COLUMNS));
        }
    }

    private static SiteStarter processes(PostFile.Posts posts) {
        return SiteStarter.processes(FeedSite.class, posts.arrivals().size());
    }

    static FleetJob job(PostFile.Posts posts, Path directory, SiteStarter starter) {
        List<String> groups = posts.groups().isEmpty() ? List.of("empty") : posts.groups();
        return new FleetJob(groups, FeedSite.FILES, directory, starter, FleetJob.FAULTS);
    }

    static int run(PostFile.Posts posts, FleetJob job, boolean isRecorded, PrintStream out, PrintStream err)
            throws IOException {
        var counts = new Disorder.Counts();
        var story = new FeedStory();
        Set<String> west = Set.copyOf(job.sites().subList(0, (job.sites().size() + 1) / 2));
        var settings = new FleetRun.Settings(SLICES, Duration.ZERO, west::contains);
        RunResult result = job.run(DISORDER.arrivals(posts.arrivals(), counts), settings, story, err);
        List<Comparison> comparisons =
                isRecorded ? compare(job.directory(job.sites().get(0))) : List.of();
        var report = new RunReport(out);
        print(result, story, counts, report);
        comparisons.forEach(report::truth);
        Path page = job.out().resolve("report.html");
        Files.writeString(page, FeedPage.html(result, story, counts, comparisons));
        out.println("Report     " + page);
        return RunReport.conclude(result, job, comparisons, out, err);
    }

    private static List<Comparison> compare(Path directory) throws IOException {
        List<String> position = List.of("pos");
        List<String> posts = List.of("post", "epoch_s", "author");
        List<String> causal = List.of("post", "epoch_s");
        return List.of(
                Comparison.of(
                        "every post once, by time",
                        Bundled.truth(FeedCommand.class, "feed_posts.csv.gz", position, posts),
                        Table.read(directory.resolve(FeedSite.POSTS), position, posts)),
                Comparison.of(
                        "every post after what it answers",
                        Bundled.truth(FeedCommand.class, "feed_causal.csv.gz", position, causal),
                        Table.read(directory.resolve(FeedSite.CAUSAL), position, causal)));
    }

    private static void print(RunResult result, FeedStory story, Disorder.Counts counts, RunReport report) {
        report.line(
                "Posts",
                "%s arrivals at %d groups, each a process, in %s",
                number(result.totalDelivered()),
                result.delivered().size(),
                seconds(result.took()));
        report.line(
                "Disorder",
                "%s were lost at first and came late, %s came twice; %s were copies of posts that were there",
                number(counts.late()),
                number(counts.repeated()),
                number(story.copies()));
        report.cut(result, "posts");
        report.end(result);
    }
}
