// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.examples.ride;

/**
 * Where a vehicle was, and when. Latitude and longitude are kept as they were sent, for they are shown and never computed with.
 *
 * @param epochSecond when, in seconds since 1970
 * @param lat degrees north
 * @param lon degrees east
 */
public record Fix(long epochSecond, String lat, String lon) {}
