import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Clock } from '../../src/base/clock.ts';
import { WschaosError } from '../../src/base/error.ts';
import { makeCertificates } from '../../src/proxy/certificate.ts';
import { resetPeer } from '../../src/proxy/socket-end.ts';
import { createTlsTermination } from '../../src/proxy/tls-termination.ts';
import { selfSigned } from '../client/self-signed.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { deferred } from './deferred.ts';
import { dialTls, startTlsListener } from './tls-listener.ts';

describe('a client that trusts the CA', () => {
  test('has a session in HTTP/1.1, and both directions', async () => {
    await using listener = await startTlsListener();
    const client = dialTls(listener.port, { ca: listener.ca, ALPNProtocols: ['h2', 'http/1.1'] });
    expect(await client.outcome).toBe('secure');
    expect([client.socket.authorized, client.socket.alpnProtocol]).toEqual([true, 'http/1.1']);
    const peer = await listener.next();
    client.socket.end('up');
    await peer.ended;
    peer.socket.end('down');
    expect(await client.received).toBe('down');
    await peer.closed;
    expect(peer.log).toEqual(['data up', 'fin -', 'close']);
  });

  test('may dial by name', async () => {
    await using listener = await startTlsListener();
    const client = dialTls(listener.port, { ca: listener.ca, host: 'localhost', servername: 'localhost' });
    expect(await client.outcome).toBe('secure');
    client.raw.destroy();
  });

  test.each([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['plaintext', 'ERR_SSL_WRONG_VERSION_NUMBER'],
    ['reset', 'ECONNRESET'],
  ] as const)('meets %s as %s, and nothing is left', async (mode, code) => {
    await using listener = await startTlsListener({ mode });
    const client = dialTls(listener.port, { ca: listener.ca });
    expect(await client.outcome).toBe(code);
    if (mode === 'expired' || mode === 'self-signed' || mode === 'wrong-host') {
      const peer = await listener.next();
      await peer.ended;
      expect(peer.log).toEqual(['fin -']);
      peer.socket.end();
    }
    await listener.untilLive(0);
  });

  test.each([
    'expired',
    'self-signed',
    'wrong-host',
  ] as const)('and another that verifies nothing, gets through in spite of %s', async (mode) => {
    await using listener = await startTlsListener({ mode });
    const client = dialTls(listener.port, { rejectUnauthorized: false });
    expect(await client.outcome).toBe('secure');
    (await listener.next()).socket.end('let in');
    expect(await client.received).toBe('let in');
    client.raw.destroy();
  });
});

describe('a handshake that fails', () => {
  test.each([
    ['of a client that does not trust it', {}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'fin -'],
    [
      'of a client that is too old, with its alert',
      { rejectUnauthorized: false, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' },
      'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
      'fin ERR_SSL_UNSUPPORTED_PROTOCOL',
    ],
    [
      'of a client that wants HTTP/2 only, with its alert',
      { rejectUnauthorized: false, ALPNProtocols: ['h2'] },
      'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL',
      'fin ERR_SSL_NO_APPLICATION_PROTOCOL',
    ],
  ] as const)('%s ends the connection, also when something waits to be written', async (_title, options, code, end) => {
    await using listener = await startTlsListener({ onPeer: (peer) => peer.socket.write('early') });
    const client = dialTls(listener.port, options as Parameters<typeof dialTls>[1]);
    expect(await client.outcome).toBe(code);
    const peer = await listener.next();
    await peer.closed;
    expect(peer.log).toEqual([end, 'close']);
    expect(listener.live).toBe(0);
  });

  test.each([
    ['a FIN', '', (socket: net.Socket) => socket.end(), 'fin -'],
    ['a FIN within the ClientHello', '1603010200010001fc0303', (socket: net.Socket) => socket.end(), 'fin -'],
    ['no TLS', '47455420', (socket: net.Socket) => socket.end(' / HTTP/1.1\r\n\r\n'), 'fin ERR_SSL_HTTP_REQUEST'],
  ] as const)('with %s ends the connection, also when something waits to be written', async (_title, hex, go, end) => {
    await using listener = await startTlsListener({ onPeer: (peer) => peer.socket.write('early') });
    const client = net.connect({ port: listener.port, host: '127.0.0.1', allowHalfOpen: true });
    client.on('error', () => {});
    client.write(Buffer.from(hex, 'hex'));
    go(client);
    const peer = await listener.next();
    await peer.closed;
    expect(peer.log).toEqual([end, 'close']);
    expect(listener.live).toBe(0);
  });

  test('with a RST shows as one', async () => {
    await using listener = await startTlsListener();
    const client = net.connect({ port: listener.port, host: '127.0.0.1' });
    const peer = await listener.next();
    client.resetAndDestroy();
    await peer.closed;
    expect(peer.log).toEqual(['reset ECONNRESET', 'close']);
  });

  test('a thousand times leaves no socket', async () => {
    const clients = 1_000;
    await using listener = await startTlsListener();
    const outcomes = new Map<string, number>();
    const failOnce = async (index: number): Promise<void> => {
      const client = dialTls(listener.port, index % 2 === 0 ? {} : { ca: listener.ca, ALPNProtocols: ['h2'] });
      const outcome = await client.outcome;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      (await listener.next()).socket.end();
    };
    for (let done = 0; done < clients; done += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, index) => failOnce(index)));
    }
    await listener.untilLive(0);
    expect([...outcomes].sort()).toEqual([
      ['ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL', clients / 2],
      ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', clients / 2],
    ]);
  });
});

describe('the ends of a session', () => {
  test('a RST of ours goes below TLS', async () => {
    await using listener = await startTlsListener();
    const client = dialTls(listener.port, { ca: listener.ca });
    const peer = await listener.next();
    peer.socket.write('hello');
    await once(client.socket, 'data');
    const failed = once(client.socket, 'error');
    resetPeer(peer);
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
  });

  test.each([
    ['a RST', 'resetAndDestroy', 'reset ECONNRESET'],
    ['a FIN without close_notify', 'end', 'fin -'],
  ] as const)('%s of the client below TLS shows as what it is', async (_title, how, line) => {
    await using listener = await startTlsListener();
    const client = dialTls(listener.port, { ca: listener.ca });
    await client.outcome;
    const peer = await listener.next();
    client.raw[how]();
    await peer.ended;
    expect(peer.log).toEqual([line]);
  });

  test('after our own the client may send on, and its end is a FIN', async () => {
    await using listener = await startTlsListener();
    const client = dialTls(listener.port, { ca: listener.ca });
    await client.outcome;
    const peer = await listener.next();
    peer.socket.end('over');
    expect(await client.received).toBe('over');
    client.socket.end('still here');
    await peer.closed;
    expect(peer.log).toEqual(['data still here', 'fin -', 'close']);
  });

  test('what was written during the handshake comes before our end', async () => {
    await using listener = await startTlsListener({
      onPeer({ socket }) {
        socket.write('first');
        socket.end(' last');
      },
    });
    const client = dialTls(listener.port, { ca: listener.ca });
    expect(await client.received).toBe('first last');
    client.raw.destroy();
  });
});

test('a hang answers nothing, and is over a minute after the client gave up', async () => {
  const clock = createManualClock();
  const scheduled = deferred<void>();
  const schedule: Clock['schedule'] = (...asked) => {
    scheduled.resolve();
    return clock.schedule(...asked);
  };
  await using listener = await startTlsListener({ mode: 'hang', clock: { ...clock, schedule } });
  const client = dialTls(listener.port, { ca: listener.ca });
  await once(client.raw, 'connect');
  client.raw.end();
  await scheduled.promise;
  clock.advance(59_999);
  expect([listener.live, client.raw.bytesRead]).toEqual([1, 0]);
  clock.advance(1);
  await listener.untilLive(0);
});

test('certificates that could not be made are an error, and are made the next time', async () => {
  const failure = new Error('no entropy');
  const spy = vi.spyOn(webcrypto.subtle, 'generateKey').mockRejectedValueOnce(failure);
  onTestFinished(() => spy.mockRestore());
  const create = () => createTlsTermination('self-signed', 'unlucky.test', createManualClock());
  const refused = create();
  await expect(refused).rejects.toBeInstanceOf(WschaosError);
  await expect(refused).rejects.toMatchObject({
    code: 'tls.no-certificates',
    message: 'cannot make certificates for unlucky.test: no entropy',
    cause: failure,
  });
  const first = await create();
  expect(first.ca).toContain('BEGIN CERTIFICATE');
  expect((await create()).ca).toBe(first.ca);
});

/** What a client was shown, and what was said that it would be shown. */
function fingerprints(client: ReturnType<typeof dialTls>, told: string): readonly unknown[] {
  return [client.socket.getPeerX509Certificate()?.fingerprint256, new X509Certificate(told).fingerprint256];
}

test('the certificate that was made is told', async () => {
  await using listener = await startTlsListener();
  const client = dialTls(listener.port, { ca: listener.ca });
  expect(await client.outcome).toBe('secure');
  const [shown, told] = fingerprints(client, listener.certificate);
  expect(shown).toBe(told);
  client.raw.destroy();
});

describe("a user's certificate", () => {
  test('is shown, and its own CA verifies it', async () => {
    const own = await makeCertificates(['example.test']);
    const identity = { cert: own.healthy.cert + own.ca, key: own.healthy.key };
    await using listener = await startTlsListener({ identity });
    for (const ca of [own.ca, listener.ca]) {
      const client = dialTls(listener.port, { ca, host: 'example.test', servername: 'example.test' });
      expect(await client.outcome).toBe('secure');
      const [shown, told] = fingerprints(client, listener.certificate);
      expect(shown).toBe(told);
      client.raw.destroy();
    }
  });

  test.each([
    ['names only its defect to who trusts ours as well', true, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ["cannot be verified by who trusts the user's alone", false, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ] as const)('has faulty stand-ins of our making: wrong-host %s', async (_title, trustsOurs, code) => {
    await using listener = await startTlsListener({ mode: 'wrong-host', identity: selfSigned });
    const client = dialTls(listener.port, { ca: trustsOurs ? listener.ca : selfSigned.cert });
    expect(await client.outcome).toBe(code);
  });

  test.each([
    [
      'a certificate that is none',
      { cert: 'hello', key: selfSigned.key },
      'tls.invalid-certificate',
      'cannot read the certificate: expected PEM, "-----BEGIN CERTIFICATE-----" and so on',
      undefined,
    ],
    [
      'a key that is none',
      { cert: selfSigned.cert, key: 'hello' },
      'tls.invalid-key',
      'cannot read the private key: expected PEM, "-----BEGIN PRIVATE KEY-----" and so on',
      undefined,
    ],
    [
      'a key that is encrypted',
      {
        cert: selfSigned.cert,
        key: String(
          createPrivateKey(selfSigned.key).export({
            type: 'pkcs8',
            format: 'pem',
            cipher: 'aes-256-cbc',
            passphrase: 'secret',
          }),
        ),
      },
      'tls.invalid-key',
      'the private key is encrypted; expected one without a passphrase',
      undefined,
    ],
    [
      'a key of another certificate',
      async () => ({ cert: selfSigned.cert, key: (await makeCertificates(['x'])).healthy.key }),
      'tls.key-mismatch',
      'the private key is not that of the certificate',
      'The certificate is for CN=wschaos.test; with a chain, its own must come first.',
    ],
    [
      'a chain that is damaged behind its first certificate',
      { cert: selfSigned.cert + selfSigned.cert.slice(0, 100), key: selfSigned.key },
      'tls.invalid-certificate',
      // The rest is OpenSSL's own.
      expect.stringMatching(/^TLS cannot use the certificate: error:/),
      undefined,
    ],
  ] as const)('is refused: %s', async (_title, given, code, message, hint) => {
    const identity = typeof given === 'function' ? await given() : given;
    const refused = createTlsTermination(identity, '127.0.0.1', createManualClock());
    await expect(refused).rejects.toBeInstanceOf(WschaosError);
    await expect(refused).rejects.toMatchObject({ code, message, hint });
  });
});
