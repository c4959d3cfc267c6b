// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.sketch;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import java.util.Arrays;

/** The registers of an UltraLogLog. Join and estimate are the library's. */
final class LogLogRegisters implements Registers {

    private final UltraLogLog registers;
    private boolean changed;

    LogLogRegisters(byte[] bytes) {
        registers = UltraLogLog.wrap(bytes);
    }

    @Override
    public boolean mark(int mark) {
        changed = false;
        registers.addToken(mark, probability -> changed = true);
        return changed;
    }

    @Override
    public boolean merge(Registers others) {
        byte[] before = bytes().clone();
        registers.add(((LogLogRegisters) others).registers);
        return !Arrays.equals(before, bytes());
    }

    @Override
    public Registers copy() {
        return new LogLogRegisters(bytes().clone());
    }

    @Override
    public long estimate() {
        return Math.round(registers.getDistinctCountEstimate());
    }

    @Override
    public byte[] bytes() {
        return registers.getState();
    }

    /* A register holds the greatest number of leading zeros so far, with two bits that say whether the two numbers below it were seen
     * too; the least numbers have fewer numbers below them. How many marks there were cannot be told. */
    @Override
    public boolean isReachable() {
        int least = 4 * registers.getP() - 4;
        for (byte register : bytes()) {
            int value = register & 0xFF;
            boolean reachable =
                    value == 0 || value == least || value == least + 4 || value == least + 6 || value >= least + 8;
            if (!reachable) {
                return false;
            }
        }
        return !registers.isEmpty();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof LogLogRegisters other && Arrays.equals(bytes(), other.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }
}
