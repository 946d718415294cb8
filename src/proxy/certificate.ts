import { KeyObject, webcrypto } from 'node:crypto';
import net from 'node:net';

/** A certificate and its private key, both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** What a listener can show to its clients. */
export interface CertificateSet {
  /** PEM: who trusts this trusts `healthy`, and finds exactly the one defect in each of the others. */
  readonly ca: string;
  readonly healthy: Certificate;
  /** Its time was over yesterday. */
  readonly expired: Certificate;
  /** Signed by nobody but itself. */
  readonly selfSigned: Certificate;
  /** For a name that nobody dials. */
  readonly wrongHost: Certificate;
}

/** RFC 6761 §6.4: never a real name. */
const foreignName = 'wrong-host.invalid';

const dayMs = 86_400_000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/**
 * Makes certificates for these hosts, names or addresses, on the spot. They come from an authority of their own, whose key is
 * forgotten at once: who trusts it trusts nothing else that may ever be signed. Strict clients (Python since 3.13) want the
 * key identifiers of RFC 5280 §4.2.1, and a server's certificate that is no authority's.
 */
export async function makeCertificates(hosts: readonly string[]): Promise<CertificateSet> {
  // Takes a quarter of a second to load, and few runs need it.
  const x509 = await import('@peculiar/x509');
  const now = Date.now();
  const lastsFrom = (fromDays: number, toDays: number) => ({
    notBefore: new Date(now + fromDays * dayMs),
    notAfter: new Date(now + toDays * dayMs),
  });
  const makeKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const authorityKeys = await makeKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=wschaos authority of one run',
      ...lastsFrom(-365, 365),
      keys: authorityKeys,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );

  const issue = async (names: readonly string[], days: readonly [number, number], isOwn = false) => {
    const keys = await makeKeys();
    const issuer = isOwn ? keys : authorityKeys;
    const subject = 'CN=wschaos listener';
    const made = await x509.X509CertificateGenerator.create(
      {
        subject,
        issuer: isOwn ? subject : authority.subjectName,
        ...lastsFrom(...days),
        publicKey: keys.publicKey,
        signingKey: issuer.privateKey,
        signingAlgorithm: algorithm,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
          new x509.SubjectAlternativeNameExtension(names.map(nameOf)),
          await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
          await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey, false, webcrypto),
        ],
      },
      webcrypto,
    );
    const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' });
    return { cert: `${made.toString('pem')}\n`, key: String(key) };
  };

  return {
    ca: `${authority.toString('pem')}\n`,
    healthy: await issue(hosts, [-1, 365]),
    expired: await issue(hosts, [-90, -1]),
    selfSigned: await issue(hosts, [-1, 365], true),
    wrongHost: await issue([foreignName], [-1, 365]),
  };
}

function nameOf(host: string): { readonly type: 'dns' | 'ip'; readonly value: string } {
  return { type: net.isIP(host) === 0 ? 'dns' : 'ip', value: host };
}
