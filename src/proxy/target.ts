import net from 'node:net';
import tls from 'node:tls';
import { WschaosError } from '../base/error.ts';

/** What the proxy connects to. */
export interface Target {
  /** `tcp` skips all heads: bytes in any protocol pass. */
  readonly kind: 'http' | 'tcp';
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** The Host header that the target expects. */
  readonly authority: string;
  /** A loopback target is taken to accept the Host header that the client sends. */
  readonly loopback: boolean;
}

/** The socket that carries the bytes, and the raw one below it, which alone can send a RST. */
export interface Dialled {
  readonly socket: net.Socket;
  readonly raw: net.Socket;
  /** Fires on `socket` when it is ready for data. */
  readonly readyEvent: 'connect' | 'secureConnect';
}

const defaultPorts: Readonly<Record<string, number>> = { 'ws:': 80, 'http:': 80, 'wss:': 443, 'https:': 443 };

/**
 * Reads `ws://`, `wss://`, `http://`, `https://` and `tcp://host:port`.
 * @throws {WschaosError} `target.invalid`
 */
export function parseTarget(text: string): Target {
  if (!URL.canParse(text)) {
    throw new WschaosError('target.invalid', `"${text}" is not a URL`, {
      hint: 'Write it as ws://127.0.0.1:8080/path.',
    });
  }
  const url = new URL(text);
  const kind = url.protocol === 'tcp:' ? 'tcp' : 'http';
  const port = url.port === '' ? defaultPorts[url.protocol] : Number(url.port);
  if (kind === 'http' && !(url.protocol in defaultPorts)) {
    throw new WschaosError('target.invalid', `unknown protocol "${url.protocol}//" of target ${text}`, {
      hint: 'Expected ws://, wss://, http://, https:// or tcp://.',
    });
  }
  if (port === undefined || url.hostname === '') {
    throw new WschaosError('target.invalid', `target ${text} names no ${url.hostname === '' ? 'host' : 'port'}`, {
      hint: 'Write it as tcp://127.0.0.1:1883.',
    });
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    kind,
    url,
    host,
    port,
    secure: url.protocol === 'wss:' || url.protocol === 'https:',
    authority: url.host,
    loopback: host === 'localhost' || host === '::1' || /^127\./.test(host),
  };
}

/** Starts to connect. Attach `error` listeners at once; writes wait until the connection is ready. */
export function dialTarget(target: Target, options: { readonly rejectUnauthorized: boolean }): Dialled {
  const raw = net.connect({ host: target.host, port: target.port, allowHalfOpen: true, noDelay: true });
  if (!target.secure) return { socket: raw, raw, readyEvent: 'connect' };
  const socket = tls.connect({
    socket: raw,
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: options.rejectUnauthorized,
    ...(net.isIP(target.host) === 0 ? { servername: target.host } : { host: target.host }),
  });
  return { socket, raw, readyEvent: 'secureConnect' };
}
