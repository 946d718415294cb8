import { createPrivateKey, X509Certificate } from 'node:crypto';
import type net from 'node:net';
import tls from 'node:tls';
import type { Clock } from '../base/clock.ts';
import { WschaosError } from '../base/error.ts';
import type { TlsMode } from '../faults/action.ts';
import { breakHandshake } from './break-handshake.ts';
import { type CertificateSet, makeCertificates } from './certificate.ts';
import { hostsOf } from './hosts-of.ts';
import type { PeerSocket } from './peer.ts';

/** What terminates TLS on the listener. */
export interface TlsTermination {
  /** PEM of what a client must trust. */
  readonly ca: string;
  /** PEM of what the listener shows as long as no fault has it show another. */
  readonly certificate: string;
  /**
   * Takes over a socket that was just accepted; `mode` is a fault's. What is returned can be used at once: listen to it, and
   * what is written waits until the session stands. `undefined`: the fault keeps the socket for itself and ends it; the raw
   * socket's `close` comes sooner or later.
   */
  accept(raw: net.Socket, mode: TlsMode | undefined): PeerSocket | undefined;
}

/** `self-signed`: a certificate made on the spot; else PEM, the certificate with its chain. */
export type TlsIdentity = 'self-signed' | { readonly cert: string; readonly key: string };

/**
 * Makes what a TLS listener on `host` needs. With a certificate of the user's own, the faulty ones are still ours: `ca` then
 * holds both. A client that trusts only the user's authority finds that they cannot be verified, beside their defect.
 * @throws {WschaosError} `tls.invalid-certificate`, `tls.invalid-key`, `tls.key-mismatch`, `tls.no-certificates`
 */
export async function createTlsTermination(identity: TlsIdentity, host: string, clock: Clock): Promise<TlsTermination> {
  const own = identity === 'self-signed' ? undefined : readIdentity(identity);
  const ours = await certificatesFor(host);
  const contexts = {
    healthy: own ?? tls.createSecureContext(ours.healthy),
    expired: tls.createSecureContext(ours.expired),
    'self-signed': tls.createSecureContext(ours.selfSigned),
    'wrong-host': tls.createSecureContext(ours.wrongHost),
  };

  const secure = (raw: net.Socket, secureContext: tls.SecureContext): PeerSocket => {
    const socket = new tls.TLSSocket(raw, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] });
    // A write during a handshake that fails would be the error in its place, and the alert would never reach the client.
    socket.cork();
    const leave = (): void => {
      // There will never be a session; what was written would wait in vain. Whoever listens hears of the end first.
      process.nextTick(() => raw.destroy());
    };
    socket.once('end', leave);
    // Of a client that left before its turn the raw socket has read the end, and TLS would wait for it for ever.
    const passEnd = (): void => void socket.push(null);
    raw.once('end', passEnd);
    socket.once('secure', () => {
      socket.off('end', leave);
      raw.off('end', passEnd);
      socket.uncork();
    });
    return { socket, raw };
  };

  return {
    ca: identity === 'self-signed' ? ours.ca : `${identity.cert.trimEnd()}\n${ours.ca}`,
    certificate: identity === 'self-signed' ? ours.healthy.cert : identity.cert,
    accept(raw, mode) {
      switch (mode) {
        case undefined:
          return secure(raw, contexts.healthy);
        case 'expired':
        case 'self-signed':
        case 'wrong-host':
          return secure(raw, contexts[mode]);
        case 'hang':
        case 'reset':
        case 'plaintext':
          breakHandshake(raw, mode, clock);
          return undefined;
        default:
          return mode satisfies never;
      }
    },
  };
}

/** By host: to make them takes tens of milliseconds, which would disturb what is measured beside. */
const certificateSets = new Map<string, Promise<CertificateSet>>();

function certificatesFor(host: string): Promise<CertificateSet> {
  const known = certificateSets.get(host);
  if (known !== undefined) return known;
  const making = makeCertificates(hostsOf(host)).catch((error: Error) => {
    // The next one may have more luck.
    certificateSets.delete(host);
    throw new WschaosError('tls.no-certificates', `cannot make certificates for ${host}: ${error.message}`, {
      cause: error,
    });
  });
  certificateSets.set(host, making);
  return making;
}

/** A context with the user's own certificate. */
function readIdentity(identity: { readonly cert: string; readonly key: string }): tls.SecureContext {
  const certificate = attempt(
    () => new X509Certificate(identity.cert),
    'tls.invalid-certificate',
    () => 'cannot read the certificate: expected PEM, "-----BEGIN CERTIFICATE-----" and so on',
  );
  const privateKey = attempt(
    () => createPrivateKey(identity.key),
    'tls.invalid-key',
    () =>
      // In both forms, PKCS #8 and the older one.
      identity.key.includes('ENCRYPTED')
        ? 'the private key is encrypted; expected one without a passphrase'
        : 'cannot read the private key: expected PEM, "-----BEGIN PRIVATE KEY-----" and so on',
  );
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new WschaosError('tls.key-mismatch', 'the private key is not that of the certificate', {
      hint: `The certificate is for ${certificate.subject?.replaceAll('\n', ', ')}; with a chain, its own must come first.`,
    });
  }
  return attempt(
    () => tls.createSecureContext(identity),
    'tls.invalid-certificate',
    ({ message }) => `TLS cannot use the certificate: ${message}`,
  );
}

function attempt<Read>(read: () => Read, code: string, explain: (error: Error) => string): Read {
  try {
    return read();
  } catch (error) {
    throw new WschaosError(code, explain(error as Error), { cause: error });
  }
}
