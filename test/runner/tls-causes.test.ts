import { expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import { createReferenceClient } from '../../src/client/reference-client.ts';
import type { ReferenceClientEvent } from '../../src/client/reference-client-contract.ts';
import { tlsModes } from '../../src/faults/action.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { startProxy } from '../../src/runner/start-proxy.ts';
import { startServer } from '../../src/server/start-server.ts';

/** What the reference client says of each way in which a TLS handshake fails. */
const causes: Readonly<Record<(typeof tlsModes)[number], string | RegExp>> = {
  hang: 'connect.timeout',
  reset: 'tcp.reset',
  // OpenSSL's own word, which Node hands on in one way or another.
  plaintext: /^tls\.fail:(EPROTO|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG))$/,
  expired: 'tls.fail:CERT_HAS_EXPIRED',
  'self-signed': 'tls.fail:DEPTH_ZERO_SELF_SIGNED_CERT',
  'wrong-host': 'tls.fail:ERR_TLS_CERT_ALTNAME_INVALID',
};

test.each(
  tlsModes,
)('a handshake that fails by %s has a cause of its own, and the client comes back after it', async (mode) => {
  await using server = await startServer({ kind: 'echo', clock: realClock });
  await using proxy = await startProxy({ target: server.url, listen: { tls: 'self-signed' } });
  const broken = proxy.inject({ fault: 'tls', with: { mode } });
  const events: ReferenceClientEvent[] = [];
  const client = createReferenceClient({
    url: proxy.url,
    ca: proxy.ca,
    policy: { connectTimeoutMs: 500, reconnect: { backoff: 'fixed', initialMs: 50 } },
    clock: realClock,
    random: createRandom(1),
    id: 'one',
    onEvent: (event) => events.push(event),
  });
  client.start();
  await expect.poll(() => events.find(({ ev }) => ev === 'error')?.cause, { timeout: 5_000 }).toMatch(causes[mode]);
  broken.lift();
  await expect.poll(() => events.some(({ ev }) => ev === 'ready'), { timeout: 5_000 }).toBe(true);
  await client.close();
});

test('a session that ends with close_notify and no Close frame is an end of TCP, one that is reset a reset', async () => {
  await using server = await startServer({ kind: 'echo', clock: realClock });
  await using proxy = await startProxy({ target: server.url, listen: { tls: 'self-signed' } });
  const losses: (string | undefined)[] = [];
  let ready = 0;
  const client = createReferenceClient({
    url: proxy.url,
    ca: proxy.ca,
    policy: { reconnect: { backoff: 'fixed', initialMs: 10 } },
    clock: realClock,
    random: createRandom(1),
    id: 'one',
    onEvent({ ev, cause }) {
      if (ev === 'ready') ready++;
      if (ev === 'loss') losses.push(cause);
    },
  });
  client.start();
  for (const [index, fault] of ['disconnect', 'reset'].entries()) {
    await expect.poll(() => ready).toBe(index + 1);
    proxy.inject({ fault });
    await expect.poll(() => losses.length).toBe(index + 1);
  }
  expect(losses).toEqual(['tcp.eof', 'tcp.reset']);
  await client.close();
});
