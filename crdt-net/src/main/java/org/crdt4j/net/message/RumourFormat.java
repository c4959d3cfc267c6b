// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.crdt4j.causality.ReplicaId;
import org.crdt4j.net.member.MemberState;
import org.crdt4j.net.message.Message.Rumours.Purpose;

/** How {@link Message.Rumours} are written: purpose (1), hash (8), number of rumours (1), rumours. */
final class RumourFormat {
    /** The byte of each is its place. */
    private static final List<MemberState> STATES =
            List.of(MemberState.ALIVE, MemberState.SUSPECT, MemberState.DEAD, MemberState.LEFT);

    private static final List<Purpose> PURPOSES = List.of(Purpose.NEWS, Purpose.CHECK, Purpose.PART, Purpose.TABLE);
    private static final int FIXED = 2 * (Long.BYTES + Integer.BYTES) + Long.BYTES + 3;

    private RumourFormat() {}

    static byte[] write(Message.Rumours rumours) {
        int size = 2 + Long.BYTES;
        for (Rumour rumour : rumours.rumours()) {
            size += FIXED + utf8(rumour.name()).length + utf8(rumour.address()).length;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put((byte) PURPOSES.indexOf(rumours.purpose())).putLong(rumours.hash());
        out.put((byte) rumours.rumours().size());
        for (Rumour rumour : rumours.rumours()) {
            write(rumour, out);
        }
        byte[] written = new byte[out.position()];
        out.flip().get(written);
        return written;
    }

    private static void write(Rumour rumour, ByteBuffer out) {
        replica(rumour.replica(), out);
        out.putLong(rumour.incarnation()).put((byte) STATES.indexOf(rumour.state()));
        if (rumour.accuser() != null) {
            replica(rumour.accuser(), out);
        }
        text("the name of a replica", rumour.name(), out);
        text("an address", rumour.address(), out);
    }

    private static void replica(ReplicaId replica, ByteBuffer out) {
        out.putLong(replica.id()).putInt(replica.incarnation());
    }

    private static void text(String what, String text, ByteBuffer out) {
        Frame.checkName(what, text);
        byte[] bytes = utf8(text);
        out.put((byte) bytes.length).put(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /* the list grows with what was read, never with the declared number */
    static Message.Rumours read(ByteBuffer in) throws RefusedException {
        Purpose purpose = constant(PURPOSES, FrameDecoder.unsigned(in));
        long hash = FrameDecoder.number(in);
        int count = FrameDecoder.unsigned(in);
        List<Rumour> rumours = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rumours.add(rumour(in));
        }
        return new Message.Rumours(purpose, hash, rumours);
    }

    private static Rumour rumour(ByteBuffer in) throws RefusedException {
        ReplicaId replica = FrameDecoder.replica(in);
        long incarnation = FrameDecoder.number(in);
        if (incarnation < 0) {
            throw FrameDecoder.malformed("incarnation " + incarnation + " of a member");
        }
        MemberState state = constant(STATES, FrameDecoder.unsigned(in));
        ReplicaId accuser = state == MemberState.SUSPECT ? FrameDecoder.replica(in) : null;
        return new Rumour(replica, FrameDecoder.name(in), FrameDecoder.name(in), incarnation, state, accuser);
    }

    private static <T> T constant(List<T> constants, int ordinal) throws RefusedException {
        if (ordinal >= constants.size()) {
            throw FrameDecoder.malformed("there is no constant " + ordinal);
        }
        return constants.get(ordinal);
    }
}
