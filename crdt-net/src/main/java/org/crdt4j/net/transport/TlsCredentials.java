// SPDX-License-Identifier: Apache-2.0
package org.crdt4j.net.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and the replicas that may use it: those whose names are among its subject alternative names, as a DNS name or as a URI
 * {@code crdt4j:name}. Names are compared letter by letter, wildcards mean nothing.
 *
 * @param names the names of replicas
 * @param fingerprint SHA-256 over the certificate
 */
record TlsCredentials(Set<String> names, String fingerprint) implements Credentials {
    private static final String SCHEME = "crdt4j";
    private static final Integer DNS_NAME = 2;
    private static final Integer URI_NAME = 6;

    static TlsCredentials of(X509Certificate certificate) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return new TlsCredentials(names(certificate), HexFormat.of().formatHex(digest));
    }

    private static Set<String> names(X509Certificate certificate) throws GeneralSecurityException {
        Set<String> names = new TreeSet<>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> alternative : alternatives) {
                String name = name(alternative);
                if (name != null) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static @Nullable String name(List<?> alternative) {
        String text = String.valueOf(alternative.get(1));
        if (DNS_NAME.equals(alternative.get(0))) {
            return text;
        }
        if (!URI_NAME.equals(alternative.get(0))) {
            return null;
        }
        try {
            URI uri = new URI(text);
            return SCHEME.equals(uri.getScheme()) ? uri.getSchemeSpecificPart() : null;
        } catch (URISyntaxException e) {
            // Whatever it names, it is no replica.
            return null;
        }
    }

    @Override
    public @Nullable String objection(String name, byte[] introduction) {
        return names.contains(name) ? null : "the certificate is of " + names + ", not of the replica \"" + name + "\"";
    }
}
