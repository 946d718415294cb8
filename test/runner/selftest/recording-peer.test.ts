import { once } from 'node:events';
import net from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { dialPeer, type Peer, recordPeer } from '../../../src/runner/selftest/recording-peer.ts';

/** Two peers, connected to each other. */
async function connect(): Promise<{ readonly one: Peer; readonly other: Peer }> {
  const server = net.createServer({ allowHalfOpen: true, noDelay: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const accepted = once(server, 'connection') as Promise<[net.Socket]>;
  const one = dialPeer((server.address() as net.AddressInfo).port);
  const other = recordPeer((await accepted)[0]);
  onTestFinished(() => {
    one.destroy();
    other.destroy();
  });
  return { one, other };
}

test('what came is described whole, however it was cut, and then the end', async () => {
  const { one, other } = await connect();
  for (const letter of 'line one\nlin') one.send(letter);
  await other.untilText('lin');
  one.send('e two\n\x81\x00');
  one.finish();
  expect(await other.untilEnd()).toBe('fin');
  expect(other.describe()).toEqual(['"line one\\n"', '"line two\\n"', '8100', 'fin']);
  expect(one.describe()).toEqual([]);
});

test('a reset is told from a FIN', async () => {
  const { one, other } = await connect();
  one.send('a');
  await other.untilBytes(1);
  one.reset();
  expect(await other.untilEnd()).toBe('reset');
  await other.untilClosed();
  expect(other.describe()).toEqual(['"a"', 'reset']);
});

test('a refusal is told from a reset', async () => {
  const peer = dialPeer(1);
  expect(await peer.untilEnd()).toBe('refused');
  expect(peer.describe()).toEqual(['refused']);
});

test('a half that stays open can be written to, and a socket that is gone answers with a reset', async () => {
  const { one, other } = await connect();
  one.finish();
  await other.untilEnd();
  other.send('still');
  await one.untilText('still');
  one.destroy();
  await other.sendUntilClosed(Buffer.from('more'));
  expect(other.describe()).toEqual(['fin', 'reset']);
});

test('who waits for what cannot come any more is told why', async () => {
  const { one, other } = await connect();
  const bytes = other.untilBytes(10);
  const text = other.untilText('ten');
  one.send('only');
  one.finish();
  await expect(bytes).rejects.toThrow('the connection ended (fin) after 4 bytes');
  await expect(text).rejects.toThrow('the connection ended (fin) after 4 bytes');
});

test('a wait ends when the peer is thrown away', async () => {
  const { other } = await connect();
  const end = other.untilEnd();
  other.destroy();
  await expect(end).rejects.toThrow('the connection ended (closed) after 0 bytes');
});

test('of long streams length and digest are kept, of which a single byte makes another', async () => {
  const describe = async (last: number): Promise<readonly string[]> => {
    const { one, other } = await connect();
    const bytes = Buffer.alloc(200 * 2 ** 10, 'wschaos');
    bytes[bytes.length - 1] = last;
    one.send(bytes);
    one.finish();
    await other.untilEnd();
    // It can be asked for twice.
    expect(other.describe()).toEqual(other.describe());
    return other.describe();
  };
  const [a, again, b] = [await describe(1), await describe(1), await describe(2)];
  expect(a[0]).toMatch(/^204800 bytes, sha256 [0-9a-f]{16}$/);
  expect(again).toEqual(a);
  expect(b).not.toEqual(a);
});

test('a sender that nobody reads from comes to a stand, and goes on when it is read from', async () => {
  const { one, other } = await connect();
  other.pause();
  const bytes = Buffer.alloc(64 * 2 ** 20);
  one.flood(bytes);
  const moved = await one.untilStuck();
  expect(moved).toBeGreaterThan(0);
  expect(moved).toBeLessThan(bytes.length / 2);
  other.resume();
  await other.untilBytes(bytes.length);
  expect(await one.untilStuck()).toBe(bytes.length);
});

test('bytes that are a matter of chance can be left out of the record', async () => {
  const { one, other } = await connect();
  one.send('some');
  await other.untilBytes(4);
  one.finish();
  await other.untilEnd();
  other.forgetBytes();
  expect(other.describe()).toEqual(['fin']);
});

test('both ends know the same two ports', async () => {
  const { one, other } = await connect();
  other.send('a');
  await one.untilBytes(1);
  const { local, remote } = one.ports();
  expect(other.ports()).toEqual({ local: remote, remote: local });
});
