// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Signs certificates for tests: just enough of X.509, written by hand, for the JDK has no public way to make one. */
public final class Authority {
    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
    private static final byte[] BASIC_CONSTRAINTS = {0x06, 0x03, 0x55, 0x1d, 0x13};
    private static final byte[] ALTERNATIVE_NAMES = {0x06, 0x03, 0x55, 0x1d, 0x11};
    private static final byte[] ECDSA_WITH_SHA256 = {
        0x30, 0x0a, 0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02
    };
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final String name;
    private final KeyPair keys = newKeys();
    private final X509Certificate certificate;
    private int serial;

    public Authority(String name) throws GeneralSecurityException {
        this.name = name;
        certificate =
                sign(name, keys, Duration.ofDays(1), extension(BASIC_CONSTRAINTS, der(0x30, new byte[] {1, 1, -1})));
    }

    /** A key with its certificate. */
    public record Holder(PrivateKey key, X509Certificate certificate) {}

    /** A certificate for replicas; names with a colon are URIs, others DNS names. */
    public Holder issue(Duration validFor, String... names) throws GeneralSecurityException {
        KeyPair own = newKeys();
        byte[][] alternatives = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            alternatives[i] = der(names[i].contains(":") ? 0x86 : 0x82, names[i].getBytes(StandardCharsets.US_ASCII));
        }
        byte[] extension = names.length == 0 ? new byte[0] : extension(ALTERNATIVE_NAMES, der(0x30, alternatives));
        return new Holder(own.getPrivate(), sign("holder", own, validFor, extension));
    }

    public Holder issue(String... names) throws GeneralSecurityException {
        return issue(Duration.ofDays(1), names);
    }

    /** Trusts this authority, and has nothing to show. */
    public SSLContext withoutCertificate() throws GeneralSecurityException {
        return context(null);
    }

    /** Trusts this authority, and shows a certificate, perhaps of another. */
    public SSLContext context(Holder holder) throws GeneralSecurityException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, PASSWORD);
            trusted.setCertificateEntry("authority", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            if (holder != null) {
                store.setKeyEntry("own", holder.key(), PASSWORD, new Certificate[] {holder.certificate()});
            }
            own.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (java.io.IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private X509Certificate sign(String subject, KeyPair own, Duration validFor, byte[] extension)
            throws GeneralSecurityException {
        // Valid for a negative time means: until so long ago.
        Instant end = Instant.now().plus(validFor);
        Instant begin = end.minus(Duration.ofDays(30));
        byte[] validity = der(0x30, time(begin), time(end));
        byte[] extensions = extension.length == 0 ? extension : der(0xa3, der(0x30, extension));
        byte[] number = der(0x02, BigInteger.valueOf(++serial).toByteArray());
        byte[] body = der(
                0x30,
                der(0xa0, new byte[] {2, 1, 2}),
                number,
                ECDSA_WITH_SHA256,
                distinguished(name),
                validity,
                distinguished(subject),
                own.getPublic().getEncoded(),
                extensions);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(body);
        byte[] whole = der(0x30, body, ECDSA_WITH_SHA256, der(0x03, new byte[] {0}, signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    private static byte[] distinguished(String commonName) {
        byte[] text = der(0x0c, commonName.getBytes(StandardCharsets.UTF_8));
        return der(0x30, der(0x31, der(0x30, COMMON_NAME, text)));
    }

    private static byte[] extension(byte[] type, byte[] value) {
        return der(0x30, type, der(0x04, value));
    }

    private static byte[] time(Instant instant) {
        return der(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        int length = content.size();
        if (length >= 0x100) {
            whole.write(0x82);
            whole.write(length >> 8);
        } else if (length >= 0x80) {
            whole.write(0x81);
        }
        whole.write(length);
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
