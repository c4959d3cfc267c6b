// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.feed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import org.crdt4j.examples.fleet.Arrival;
import org.crdt4j.examples.input.CsvInput;
import org.crdt4j.examples.input.InputException;

/**
 * Recorded posts: a {@linkplain CsvInput CSV file} with at least the columns {@code group}, {@code post}, {@code author}, {@code epoch_s}
 * and {@code refs} (the posts that it answers, with bars between them). A row is a copy of a post in a group; the rows of a group are in the
 * order in which its server got them.
 *
 * <p>A post's place is that of its first row: the group, and its number among the posts that were first there. References to posts that
 * are in no row are left out.
 */
final class PostFile {

    static final String[] COLUMNS = {"group", "post", "author", "epoch_s", "refs"};

    private static final long LATEST = 253_402_300_799L; // the end of the year 9999
    private static final int MOST_GROUPS = 64;
    private static final int MOST_A_SECOND = 1_000;
    private static final long ARRIVAL_EVERY = 60_000;
    private static final String BAR = "|";

    private final List<CsvInput.Row> rows;
    private final Map<String, Integer> groups = new LinkedHashMap<>();
    private final Map<String, Known> posts = new LinkedHashMap<>();

    private PostFile(List<CsvInput.Row> rows) {
        this.rows = rows;
    }

    /** A post, and its place as {@code group@number}. */
    private record Known(CsvInput.Row row, Post post, List<String> refs, String place) {}

    /**
     * What comes in at which group.
     *
     * @param groups the names of the groups
     * @param arrivals the rows, as if each group got one a minute
     */
    record Posts(List<String> groups, List<Arrival> arrivals) {}

    /**
     * Reads posts.
     *
     * @param rows the rows of the file
     * @return the posts
     * @throws InputException if a row is malformed, contradicts another, or if posts answer each other in a circle
     */
    static Posts read(List<CsvInput.Row> rows) throws InputException {
        return new PostFile(rows).read();
    }

    private Posts read() throws InputException {
        Map<String, Integer> sizes = new HashMap<>();
        for (CsvInput.Row row : rows) {
            Known known = known(row, sizes);
            Known first = posts.putIfAbsent(known.post().id(), known);
            if (first == null) {
                sizes.merge(row.text("group"), 1, Integer::sum);
            } else if (!first.post().equals(known.post()) || !first.refs().equals(known.refs())) {
                throw row.complaint("is another post than the one of that name before: " + known.post());
            }
        }
        for (Known known : posts.values()) {
            known.refs().removeIf(ref -> !posts.containsKey(ref));
        }
        checkCircles();
        return new Posts(List.copyOf(groups.keySet()), arrivals(milliseconds()));
    }

    private Known known(CsvInput.Row row, Map<String, Integer> sizes) throws InputException {
        String group = row.word("group");
        if (!group.matches("[A-Za-z0-9][A-Za-z0-9._+-]*")) {
            throw row.complaint(
                    "group is not a name of letters, digits, dots and dashes: " + CsvInput.Row.shown(group));
        }
        int number = groups.computeIfAbsent(group, key -> groups.size());
        if (groups.size() > MOST_GROUPS) {
            throw row.complaint("is the " + groups.size() + "th group; there may be " + MOST_GROUPS);
        }
        var post = new Post(row.word("post"), row.number("epoch_s", 0, LATEST), row.word("author"));
        if (post.id().contains(BAR)) {
            throw row.complaint("post has a bar in it: " + CsvInput.Row.shown(post.id()));
        }
        List<String> refs = new ArrayList<>(List.of(row.text("refs").split("\\|")));
        return new Known(row, post, refs, number + "@" + sizes.getOrDefault(group, 0));
    }

    /* Takes away again and again what answers nothing that is left. */
    private void checkCircles() throws InputException {
        Map<String, List<String>> answers = new HashMap<>();
        Map<String, Integer> open = new HashMap<>();
        List<String> free = new ArrayList<>();
        posts.forEach((id, known) -> {
            List<String> parents = known.refs().stream().distinct().toList();
            parents.forEach(parent ->
                    answers.computeIfAbsent(parent, key -> new ArrayList<>()).add(id));
            open.put(id, parents.size());
            if (parents.isEmpty()) {
                free.add(id);
            }
        });
        for (int index = 0; index < free.size(); index++) {
            for (String child : answers.getOrDefault(free.get(index), List.of())) {
                if (open.merge(child, -1, Integer::sum) == 0) {
                    free.add(child);
                }
            }
        }
        for (Known known : posts.values()) {
            if (Objects.requireNonNull(open.get(known.post().id())) > 0) {
                throw known.row()
                        .complaint(
                                "answers, in the end, itself: " + known.post().id());
            }
        }
    }

    /* The recording has whole seconds. Posts of one second are told apart by their names: the first one has its millisecond 0, and so on. */
    private Map<String, Long> milliseconds() throws InputException {
        var queue = new PriorityQueue<Known>(
                Comparator.comparingLong((Known known) -> known.post().epochSecond())
                        .thenComparing(known -> known.post().id()));
        queue.addAll(posts.values());
        Map<String, Long> times = new HashMap<>();
        long second = -1;
        long within = 0;
        while (!queue.isEmpty()) {
            Known next = queue.remove();
            within = next.post().epochSecond() == second ? within + 1 : 0;
            second = next.post().epochSecond();
            if (within == MOST_A_SECOND) {
                throw next.row().complaint("is the " + (within + 1) + "th post of one second; there may be " + within);
            }
            times.put(next.post().id(), second * 1_000 + within);
        }
        return times;
    }

    private List<Arrival> arrivals(Map<String, Long> times) {
        Map<String, Long> counts = new HashMap<>();
        List<Arrival> arrivals = new ArrayList<>(rows.size());
        for (CsvInput.Row row : rows) {
            Known known = place(row.text("post"));
            Post post = known.post();
            long minute = counts.merge(row.text("group"), 1L, Long::sum);
            String answers = known.refs().stream()
                    .distinct()
                    .map(ref -> place(ref).place())
                    .collect(Collectors.joining(BAR));
            List<String> fields = List.of(
                    known.place(),
                    Objects.requireNonNull(times.get(post.id())).toString(),
                    post.id(),
                    Long.toString(post.epochSecond()),
                    post.author(),
                    answers);
            arrivals.add(new Arrival(row.text("group"), minute * ARRIVAL_EVERY, fields));
        }
        arrivals.sort(Comparator.comparingLong(Arrival::time));
        return arrivals;
    }

    private Known place(String id) {
        return Objects.requireNonNull(posts.get(id), id);
    }
}
