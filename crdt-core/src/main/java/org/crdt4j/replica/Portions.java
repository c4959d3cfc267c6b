// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.replica;

/**
 * In what portions answers are sent. What they are changes the number and size of messages, never the outcome.
 *
 * @param rowBytes how many bytes of rows make a message full
 * @param namesPerRange how many names have one fingerprint in a scan
 * @param wholeDots objects with more dots than this are sent as what the peer lacks, instead of whole
 */
record Portions(int rowBytes, int namesPerRange, int wholeDots) {

    static final Portions STANDARD = new Portions(32 * 1024, 64, 128);
}
