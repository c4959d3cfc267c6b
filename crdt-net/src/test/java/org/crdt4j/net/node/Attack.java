// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.node;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.crdt4j.net.message.Frame;
import org.crdt4j.net.message.Message;
import org.crdt4j.net.message.Message.Data;
import org.crdt4j.net.reason.RejectReason;

/** Bytes that a peer must not send after its greeting, and what they are refused for. */
enum Attack {
    HTTP(RejectReason.WRONG_MAGIC, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
    NEXT_VERSION(RejectReason.WRONG_VERSION, HexFormat.of().parseHex("c4d402030000000100000000aa")),
    GREATEST_LENGTH(RejectReason.OVERSIZE, HexFormat.of().parseHex("c4d401037fffffff00000000")),
    NEGATIVE_LENGTH(RejectReason.OVERSIZE, HexFormat.of().parseHex("c4d401038000000000000000")),
    LENGTH_JUST_TOO_LARGE(RejectReason.OVERSIZE, HexFormat.of().parseHex("c4d40103000ffff500000000")),
    WRONG_CHECKSUM(RejectReason.BAD_CHECKSUM, HexFormat.of().parseHex("c4d40103000000010000000000")),
    ZERO_LENGTH(RejectReason.MALFORMED, frame(3, "")),
    UNKNOWN_TYPE(RejectReason.MALFORMED, frame(99, "")),
    SHORT_PING(RejectReason.MALFORMED, frame(7, "0000")),
    SECOND_GREETING(RejectReason.UNEXPECTED, Frame.encode(new Message.Hello(1, RawPeer.identity(66), 1))),
    ANSWER_TO_NO_GREETING(RejectReason.UNEXPECTED, Frame.encode(new Message.HelloAck(1, RawPeer.identity(66), 1))),
    ACKNOWLEDGES_NOTHING(RejectReason.UNEXPECTED, Frame.encode(new Message.Ack(1))),
    DAMAGED_DATA(RejectReason.CORRUPT_DATA, data("nonsense")),
    FINDS_A_DEFECT(RejectReason.INTERNAL, data("X "));

    final RejectReason reason;
    private final String hex;

    Attack(RejectReason reason, byte[] bytes) {
        this.reason = reason;
        hex = HexFormat.of().formatHex(bytes);
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    static byte[] data(String text) {
        return Frame.encode(new Data(Data.Kind.PUSH, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A frame whose checksum is right, whatever is in it. */
    private static byte[] frame(int type, String payload) {
        byte[] content = HexFormat.of().parseHex(payload);
        ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER + content.length);
        frame.putShort(Frame.MAGIC).put((byte) Frame.VERSION).put((byte) type).putInt(content.length);
        frame.position(Frame.HEADER).put(content);
        CRC32C checksum = new CRC32C();
        checksum.update(frame.array(), 0, 8);
        checksum.update(content);
        return frame.putInt(8, (int) checksum.getValue()).array();
    }
}
