// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

/**
 * Where a node listens.
 *
 * @param host a host name or an IP address, without brackets
 * @param port from 0 to 65535; 0, where one listens, lets the system choose
 */
public record PeerAddress(String host, int port) {

    /** Checks the parts. */
    public PeerAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the host is missing; write host:port");
        }
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
    }

    /**
     * Reads {@code host:port}, or {@code [address]:port} for IPv6.
     *
     * @param text what {@link #toString()} writes
     * @return the address
     * @throws IllegalArgumentException if it is neither
     */
    public static PeerAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (host.isEmpty() || (!bracketed && host.contains(":"))) {
            throw new IllegalArgumentException("\"" + text + "\" is not an address; write host:port or [ipv6]:port");
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            return new PeerAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" has no port after its last colon", e);
        }
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
