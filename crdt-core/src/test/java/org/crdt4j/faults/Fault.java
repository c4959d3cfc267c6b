// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.faults;

/** What can be done wrong. {@code docs/testing.md} lists these with the law that finds each. */
enum Fault {
    /** Nothing is wrong: the plain types themselves keep all laws. */
    NONE(Family.SET, "nothing"),

    PRESENT_ON_BOTH_SIDES_IS_KEPT(
            Family.SET, "an element that both sides have keeps the dots of both, also those one has removed"),
    DOMINATES_FOR_STRICTLY_DOMINATES(Family.SET, "the newest event that a context covers counts as not seen"),
    VECTOR_FOR_DOTS(Family.SET, "everything below the highest seen event counts as seen, so a gap acts as a removal"),
    WHOLE_CONTEXT_IN_DELTA(Family.SET, "a delta carries all that its author had seen, not only its own dots"),
    REMOVE_DOES_NOTHING(Family.SET, "remove changes nothing and says nothing"),
    REMOVE_NOT_IN_DELTA(Family.SET, "remove takes effect here, but its delta says nothing"),
    READD_REUSES_DOT(Family.SET, "adding an element again does not take a new dot"),
    SUPERSEDED_DOTS_NOT_IN_DELTA(Family.SET, "an add replaces older dots here, but its delta does not say so"),
    CLEAR_WIPES_UNSEEN(Family.SET, "clear also removes events that its author has not seen"),
    STATE_ALIASES_LIVE_OBJECT(Family.SET, "a state that was handed out changes with the object"),
    JOIN_SAYS_UNCHANGED(Family.SET, "join does not say that it removed something"),
    DELTA_SINCE_OMITS_CONCURRENT(
            Family.SET, "what a peer lacks leaves out an element of which the peer has another dot"),
    MERGE_TAKES_MY_SIDE(Family.SET, "of an element that both sides have, only this side's dots are looked at"),
    REPORT_REPEATED(Family.SET, "an element that was there already is reported as added"),
    REPORT_FORGOTTEN(Family.SET, "a removal by a peer is not reported"),

    CUMULATIVE_UNDER_NEWEST_DOT(
            Family.COUNTER, "a reset is fooled by a running total under the newest dot: inc 5; (inc 1 || reset) is 6"),
    RESET_MARKS_DROPPED_EARLY(Family.COUNTER, "the marks of a reset are dropped before everybody has seen it"),
    RESET_FORGETS_UNSEEN(Family.COUNTER, "a reset sets the counter to 0 whatever is counted concurrently"),
    RESTART_KEEPS_OLD_MARK(
            Family.COUNTER, "a replica that counts again after its entry was dropped does not overrule older marks"),

    ZERO_IS_ABSENT(Family.COUNTER_MAP, "a key that counts 0 is not there, though nobody removed it"),
    REMOVE_COUNTS_DOWN(
            Family.COUNTER_MAP, "a key is removed by counting it down to 0, so two who remove it take it away twice"),
    REMOVED_KEY_LEAVES_NO_MARKS(
            Family.COUNTER_MAP, "a removed key leaves no marks, so a later increment carries along what was removed"),

    TIE_BY_ARRIVAL(Family.REGISTER, "of equal times the one that came last wins"),
    LAST_ARRIVAL_WINS(Family.REGISTER, "the write that came last wins, whatever its time"),
    LOSERS_PRUNED_IN_JOIN(Family.REGISTER, "the join drops what loses, so it matters what meets before a removal"),
    CLEAR_WIPES_LOSERS_UNSEEN(Family.REGISTER, "clear also removes a concurrent write that is older than what it saw"),

    REMOVE_RESETS_ONLY_IF_READDED(
            Family.MAP, "a removal hides the key; what is under it goes only if the same replica adds the key again"),
    EMBEDDED_COUNTER_RESURRECTS(
            Family.MAP, "a replica's later increment carries along what the removal of the key had taken away"),
    MERGE_REUSES_ENTRY_CLOCK(
            Family.MAP, "children are joined by the merged clock of their entry, not by the contexts of both sides"),
    EMPTIED_CHILD_ERASES_KEY(Family.MAP, "a key whose child was emptied is gone, though nobody removed it"),
    KEY_ON_BOTH_SIDES_IS_KEPT(Family.MAP, "of a key that both sides have, all is kept, also what one side has removed"),
    EARLY_REMOVE_DROPPED(Family.MAP, "a removal that comes before what it removes is dropped"),
    REMOVE_NOT_IN_STATE(Family.MAP, "the delta of a removal is right, but states that are handed out later lack it"),
    ANSWER_SHOWN_EARLY(Family.LOG, "a post is shown before what it answers has come"),
    REMOVED_POST_HOLDS_UP(Family.LOG, "an answer waits for ever for a post that was removed"),
    ORDERED_BY_TIME_ALONE(Family.LOG, "a post that is dated before what it answers comes before it"),

    DECIDED_BY_ARRIVAL(Family.LEDGER, "reservations are decided in the order in which they come"),
    REJECTED_TAKES_STOCK(Family.LEDGER, "a reservation that is rejected takes from the stock all the same"),
    STOCK_WRAPS(Family.LEDGER, "a stock beyond 2^63 becomes negative"),

    REMOVE_OF_ABSENT_FORGOTTEN(Family.REMOVE_WINS, "the remove of an element that is not there is not remembered"),
    ADD_ENDS_UNSEEN_REMOVES(Family.REMOVE_WINS, "an add also wins against removes that its author has not seen"),
    CLEAR_WINS_TOO(Family.REMOVE_WINS, "a clear wins against concurrent adds as removes do"),
    STABLE_REMOVES_DROPPED_SILENTLY(
            Family.REMOVE_WINS, "a replica drops stable removes without telling, and cannot name them in a later add"),

    FLAG_BY_VECTOR(Family.FLAG, "a disable takes back all up to the newest enable that its author has seen"),
    ENABLE_OF_WHAT_IS_ON_IS_NONE(
            Family.FLAG, "enabling a flag that is on does nothing, so a concurrent disable turns it off"),

    ENABLE_OF_KNOWN_IS_NONE(
            Family.GROW_ONLY_FLAG, "enabling a flag that is on says nothing, though others may think that it is off"),
    ENABLES_CANCEL_OUT(Family.GROW_ONLY_FLAG, "a flag that both sides have turned on is off after a join"),
    LAST_FLAG_STAYS(Family.GROW_ONLY_FLAG, "the flag is as the state says that came last"),

    RIGHTS_BY_VALUE(
            Family.ESCROW, "a bounded counter may be counted down to the value, not to the replica's own rights"),
    TRANSFER_KEEPS_RIGHTS(Family.ESCROW, "who hands rights to another keeps them as well"),
    TRANSFER_TO_ONESELF_MINTS(Family.ESCROW, "a transfer to oneself counts up"),

    STAGES_BY_NUMBER(
            Family.LATTICE, "of two stages the one that was declared later counts, though neither includes the other"),
    EQUAL_BY_COMPARISON(Family.LATTICE, "of values that compare as equal and are not, the one that is there stays"),
    CONCURRENT_VERSIONS_SHARE(Family.LATTICE, "of versions that were raised concurrently both keep what they lead"),
    VOTES_ADDED(Family.LATTICE, "numbers of a key are added where the greater should stay"),
    UNION_KEEPS_LARGER(Family.LATTICE, "of two sets that only grow the larger one is kept, not what both have"),
    ALL_SEALS_DEMANDED(Family.CONFIRMATIONS, "a seal that comes late takes back what was confirmed"),
    STRANGERS_CONFIRM(Family.CONFIRMATIONS, "confirmations of others than participants count"),
    DEAD_COMES_BACK(Family.LATTICE, "what a two-phase set has removed is there again when it is added elsewhere"),

    WHOLE_RECORD_WRITTEN(Family.DOCUMENT, "who changes one field writes another again as it was read"),
    ONE_KIND_A_NAME(Family.DOCUMENT, "a field of a new kind replaces those of its name that have another"),
    REMOVE_LEAVES_NESTED(Family.DOCUMENT, "the removal of a name spares what is not a register"),

    PUT_WRITES_WHOLE_KEY(Family.MULTI_MAP, "a put also puts the other values of its key again"),
    REMOVE_TAKES_WHOLE_KEY(Family.MULTI_MAP, "the removal of one value removes its whole key"),

    COUNTS_TWICE(Family.TALLY, "join adds instead of taking the maximum"),
    PRUNED_COUNT_COMES_BACK(
            Family.TALLY,
            "a departed replica's number is taken over and then counted a second time when it is heard again"),
    DECREMENT_LOWERS_INCREMENTS(Family.TALLY, "a decrement lowers the number that is joined by maximum"),

    HASH_SEED_OF_ONES_OWN(
            Family.SKETCH, "each replica hashes in its own way, so an element counts once for each of them"),
    ADD_OF_KNOWN_IS_NONE(Family.SKETCH, "an add that changes nothing here says nothing, though others may lack it"),
    MARKS_CANCEL_OUT(Family.SKETCH, "a mark that both sides have is gone after a join"),
    LARGER_SKETCH_WINS(Family.SKETCH, "of two sketches the one with more marks replaces the other");

    /** Which plain type a fault is put into. */
    enum Family {
        SET,
        DOCUMENT,
        MULTI_MAP,
        COUNTER,
        COUNTER_MAP,
        REGISTER,
        MAP,
        LOG,
        LEDGER,
        REMOVE_WINS,
        ESCROW,
        LATTICE,
        CONFIRMATIONS,
        FLAG,
        GROW_ONLY_FLAG,
        TALLY,
        SKETCH
    }

    private final Family family;
    private final String what;

    Fault(Family family, String what) {
        this.family = family;
        this.what = what;
    }

    Family family() {
        return family;
    }

    String what() {
        return what;
    }
}
