import { createPrivateKey, X509Certificate } from 'node:crypto';
import type net from 'node:net';
import tls from 'node:tls';
import type { Clock } from '../base/clock.ts';
import { WschaosError } from '../base/error.ts';
import type { TlsMode } from '../faults/action.ts';
import { breakHandshake } from './break-handshake.ts';
import { makeCertificates } from './certificate.ts';
import { hostsOf } from './hosts-of.ts';
import type { PeerSocket } from './peer.ts';

/** What terminates TLS on the listener. */
export interface TlsTermination {
  /** PEM of what a client must trust. */
  readonly ca: string;
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
 * holds both, and a client that trusts only the user's authority calls them unverifiable instead of by their defect.
 * @throws {WschaosError} `tls.invalid-certificate`, `tls.invalid-key`, `tls.key-mismatch`
 */
export async function createTlsTermination(identity: TlsIdentity, host: string, clock: Clock): Promise<TlsTermination> {
  const own = identity === 'self-signed' ? undefined : checkIdentity(identity);
  const made = await makeCertificates(hostsOf(host));
  const contexts = {
    healthy: tls.createSecureContext(own ?? made.healthy),
    expired: tls.createSecureContext(made.expired),
    'self-signed': tls.createSecureContext(made.selfSigned),
    'wrong-host': tls.createSecureContext(made.wrongHost),
  };

  const secure = (raw: net.Socket, secureContext: tls.SecureContext): PeerSocket => {
    const socket = new tls.TLSSocket(raw, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] });
    // A write during the handshake would fail in place of it, and its alert would never reach the client.
    socket.cork();
    socket.once('secure', () => socket.uncork());
    return { socket, raw };
  };

  return {
    ca: own === undefined ? made.ca : `${own.cert.trimEnd()}\n${made.ca}`,
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

function checkIdentity<Identity extends { readonly cert: string; readonly key: string }>(identity: Identity): Identity {
  const { cert, key } = identity;
  const certificate = attempt('tls.invalid-certificate', 'certificate', () => new X509Certificate(cert));
  const privateKey = attempt('tls.invalid-key', 'private key', () => createPrivateKey(key));
  if (certificate.checkPrivateKey(privateKey)) return identity;
  throw new WschaosError('tls.key-mismatch', 'the private key is not that of the certificate', {
    hint: `The certificate is for ${certificate.subject.replaceAll('\n', ', ')}.`,
  });
}

function attempt<Read>(code: string, what: string, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    const { code: cause, message } = error as NodeJS.ErrnoException;
    const why = cause === 'ERR_MISSING_PASSPHRASE' ? 'it is encrypted' : message;
    throw new WschaosError(code, `cannot read the ${what}: ${why}`, {
      hint: 'Expected PEM text, a key without a passphrase.',
      cause: error,
    });
  }
}
