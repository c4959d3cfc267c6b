// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.benchmarks.command;

/** How much of each benchmark a request is worth. Quick runs are to end within ten minutes with all peers. */
final class Efforts {

    private static final int GIB = 1024;
    private static final int LARGE = 100_000;
    private static final int MILLION = 1_000_000;

    private static final Effort QUICK = new Effort(1, 2, 4, 250, GIB);
    private static final Effort QUICK_PEER = new Effort(1, 2, 3, 150, GIB);
    private static final Effort QUICK_LARGE_PEER = new Effort(1, 1, 2, 250, GIB);
    private static final Effort QUICK_DELIVERY = new Effort(1, 1, 3, 500, 3 * GIB);
    private static final Effort FULL = new Effort(2, 3, 5, 500, 4 * GIB);
    private static final Effort FULL_PEER = new Effort(2, 2, 3, 400, 4 * GIB);
    private static final Effort FULL_MILLION = new Effort(2, 2, 4, 500, 6 * GIB);
    private static final Effort FULL_DELIVERY = new Effort(2, 2, 4, 1_000, 4 * GIB);
    private static final Effort CHECK = new Effort(2, 2, 4, 300, GIB);
    private static final Effort QUICK_CURVE = new Effort(1, 2, 3, 250, 2 * GIB);
    private static final Effort CURVE = new Effort(1, 3, 5, 400, 4 * GIB);
    private static final Effort LONG_CURVE = new Effort(1, 1, 3, 1_000, 10 * GIB);
    private static final Effort WORST = new Effort(1, 3, 5, 400, 4 * GIB);
    private static final Effort QUICK_WORST = new Effort(1, 2, 3, 250, 2 * GIB);

    private final Request.Mode mode;
    private final boolean isCheck;

    private Efforts(Request request) {
        mode = request.mode();
        isCheck = request.task() == Request.Task.CHECK;
    }

    static Efforts of(Request request) {
        return new Efforts(request);
    }

    /** Ours and the floor, which every other figure is compared with. */
    Effort ours(int size) {
        return isCheck ? CHECK : of(QUICK, size >= MILLION ? FULL_MILLION : FULL);
    }

    /** The others: their figures need fewer digits. */
    Effort peer(int size) {
        return of(size >= LARGE ? QUICK_LARGE_PEER : QUICK_PEER, FULL_PEER);
    }

    Effort delivery() {
        return of(QUICK_DELIVERY, FULL_DELIVERY);
    }

    Effort tree() {
        return of(QUICK, FULL);
    }

    Effort curve(int size) {
        return of(size > LARGE ? QUICK_CURVE.withHeap(4 * GIB) : QUICK_CURVE, size > MILLION ? LONG_CURVE : CURVE);
    }

    Effort worst() {
        return of(QUICK_WORST, WORST);
    }

    private Effort of(Effort quick, Effort full) {
        return switch (mode) {
            case QUICK -> quick;
            case FULL -> full;
            case SMOKE -> Effort.SMOKE;
        };
    }
}
