import { describe, expect, test } from 'vitest';
import { checkUnoccupied, probeTarget } from '../../src/runner/probe-target.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { startServer } from '../../src/server/start-server.ts';
import { closedPort, startRawServer } from '../client/raw-server.ts';
import { selfSigned } from '../client/self-signed.ts';
import { createManualClock } from '../support/manual-clock.ts';

const clock = realClock;
const { signal } = new AbortController();

describe('a probe', () => {
  test('is content with a server that accepts, whatever its certificate where that may be', async () => {
    await using plain = await startServer({ kind: 'echo', clock });
    await using secure = await startServer({ kind: 'echo', clock, tls: selfSigned });
    await expect(probeTarget(plain.url, true, { clock, signal })).resolves.toBeUndefined();
    await expect(probeTarget(secure.url, false, { clock, signal })).resolves.toBeUndefined();
    await expect(probeTarget(secure.url, true, { clock, signal })).rejects.toMatchObject({
      code: 'target.unreachable',
    });
  });

  test('does not wait for ever', async () => {
    const manual = createManualClock();
    await using server = await startRawServer(() => manual.advance(5_000));
    const url = `wss://127.0.0.1:${server.port}`;
    await expect(probeTarget(url, true, { clock: manual, signal })).rejects.toMatchObject({
      code: 'target.unreachable',
      message: `target ${url} is not reachable: no answer within 5 s`,
    });
  });
});

describe('a place for a program', () => {
  test.each([
    'ws',
    'wss',
    'tcp',
  ])('is occupied when somebody accepts there, also one who never says a word (%s)', async (protocol) => {
    await using server = await startRawServer(() => {});
    const url = `${protocol}://127.0.0.1:${server.port}`;
    await expect(checkUnoccupied(url, { clock, signal })).rejects.toMatchObject({
      code: 'target.occupied',
      message: `something else already listens at ${url}; the target command was not started`,
      hint: expect.stringContaining('Stop it'),
    });
  });

  test.each(['127.0.0.1', 'localhost', '[::1]'])('is free when nobody does (%s)', async (host) => {
    const port = await closedPort();
    await expect(checkUnoccupied(`ws://${host}:${port}/live`, { clock, signal })).resolves.toBeUndefined();
  });

  test('is no longer asked about when the run is broken off', async () => {
    const broken = AbortSignal.abort(new Error('enough'));
    const port = await closedPort();
    await expect(checkUnoccupied(`ws://127.0.0.1:${port}`, { clock, signal: broken })).rejects.toThrow('enough');
  });
});
