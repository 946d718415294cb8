import { createHash } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { inject } from '../../src/faults/inject.ts';
import { injectPresets, isLastOfDirection, presetActions } from '../../src/faults/inject-preset.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { decodeClosePayload, encodeClosePayload } from '../../src/wire/close-payload.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { createFrameScanner } from '../../src/wire/frame-scanner.ts';
import { applyMask } from '../../src/wire/mask.ts';
import { findViolations } from '../../src/wire/violation.ts';
import { concat } from '../wire/hex.ts';
import { fromClient, fromServer, planOf, requestHead, startProxy, switchingHead } from './open-link.ts';
import { dialPeer, untilStuck } from './wire-peer.ts';

const hello = { with: { frame: { opcode: 'text', text: 'hello' } } };
const injected = Buffer.from(fromServer('hello'));
const ping = Buffer.from(fromServer('wschaos', opcodes.ping));

/** What the preset writes to a client; none of it has a random part but the key of `masked`. */
const bytesOf = (preset: (typeof injectPresets)[number]): Buffer =>
  Buffer.concat(
    presetActions(preset, 'to-client', 3, { next: () => 0 }).map((action) =>
      action.kind === 'inject' ? encodeFrame(action.frame) : new Uint8Array(),
    ),
  );

describe('inject', () => {
  test('writes a message at once on an idle connection, between two messages on a busy one, and on each new one', async () => {
    await using under = await startProxy({ faults: [planOf(inject, hello)] });
    const idle = await under.open();
    const busy = await under.open();
    const first = Buffer.from(encodeFrame({ opcode: opcodes.text, payload: Buffer.from('fir'), fin: false }));
    const middle = Buffer.concat([
      fromServer('?', opcodes.ping),
      encodeFrame({ opcode: opcodes.continuation, payload: Buffer.from('s'), fin: false }),
    ]);
    const last = Buffer.from(encodeFrame({ opcode: opcodes.continuation, payload: Buffer.from('t') }));
    busy.server.send(first);
    await busy.client.untilLength(first.length);
    under.proxy.begin();
    expect(await idle.client.untilLength(injected.length)).toEqual(injected);
    busy.server.send(middle);
    expect(await busy.client.untilLength(first.length + middle.length)).toEqual(Buffer.concat([first, middle]));
    busy.server.send(Buffer.concat([last, fromServer('next')]));
    const expected = Buffer.concat([first, middle, last, injected, fromServer('next')]);
    expect(await busy.client.untilLength(expected.length)).toEqual(expected);
    const client = await dialPeer(under.proxy.port);
    client.send(requestHead);
    const server = await under.server.next();
    server.send(switchingHead);
    const opened = Buffer.concat([Buffer.from(switchingHead), injected]);
    expect(await client.untilLength(opened.length)).toEqual(opened);
    expect([idle, busy].map((link) => link.server.received.length)).toEqual([0, 0]);
    expect(under.events.filter(({ kind }) => kind === 'injected')).toMatchObject([
      ...[{ connection: 1 }, { connection: 2 }, { connection: 3 }],
    ]);
  });

  test('writes a control frame between the fragments of a message, never within one', async () => {
    await using under = await startProxy({ faults: [planOf(inject, { with: { preset: 'ping' } })] });
    const { client, server } = await under.open();
    const first = Buffer.from(encodeFrame({ opcode: opcodes.text, payload: Buffer.alloc(1_000, 'a'), fin: false }));
    const last = encodeFrame({ opcode: opcodes.continuation, payload: Buffer.from('b') });
    server.send(first.subarray(0, 500));
    await client.untilLength(500);
    under.proxy.begin();
    server.send(Buffer.concat([first.subarray(500), last]));
    const expected = Buffer.concat([first, ping, last]);
    expect(await client.untilLength(expected.length)).toEqual(expected);
  });

  test('masks what goes to the server, and passes what comes from both sides byte for byte', async () => {
    await using under = await startProxy({ faults: [planOf(inject, { ...hello, direction: 'both' })] });
    const { client, server } = await under.open();
    under.proxy.begin();
    await server.untilLength(11);
    expect(await client.untilLength(injected.length)).toEqual(injected);
    const frame = Buffer.from(server.received);
    expect([frame[0], frame[1]]).toEqual([0x81, 0x85]);
    expect(Buffer.from(applyMask(frame.subarray(6), frame.subarray(2, 6))).toString()).toBe('hello');
    client.send(fromClient('up'));
    server.send(fromServer('down'));
    expect((await server.untilLength(11 + 8)).subarray(11)).toEqual(Buffer.from(fromClient('up')));
    expect((await client.untilLength(7 + 6)).subarray(7)).toEqual(Buffer.from(fromServer('down')));
  });

  test('again and again sends as many as its time allows, never early, and none once lifted', async () => {
    await using under = await startProxy({
      faults: [planOf(inject, { with: { preset: 'ping', every: '10ms' } })],
    });
    const { client, server } = await under.open();
    const startedAt = realClock.now();
    under.proxy.begin();
    await client.untilLength(20 * ping.length);
    expect(realClock.now() - startedAt).toBeGreaterThanOrEqual(190);
    under.proxy.lift('inject');
    await under.seen('fault-end');
    server.send(fromServer('done'));
    await client.untilText('done');
    const { length } = client.received;
    expect((length - 6) % ping.length).toBe(0);
    expect((length - 6) / ping.length).toBeLessThanOrEqual((realClock.now() - startedAt) / 10 + 1);
  });

  test('sends a burst whole, in order, behind what was written', async () => {
    await using under = await startProxy({ faults: [planOf(inject, { with: { preset: 'pong', count: 1_000 } })] });
    const { client } = await under.open();
    under.proxy.begin();
    const pong = Buffer.from(fromServer('wschaos', opcodes.pong));
    const expected = Buffer.concat(Array<Buffer>(1_000).fill(pong));
    expect((await client.untilLength(expected.length)).equals(expected)).toBe(true);
  });

  test('a large frame to a client that does not read waits in order, and nothing is lost', async () => {
    const frame = { opcode: 'binary', size: '16MiB' };
    await using under = await startProxy({ faults: [planOf(inject, { with: { frame } })] });
    const { client, server } = await under.open();
    client.socket.pause();
    under.proxy.begin();
    const more = encodeFrame({ opcode: opcodes.binary, payload: Buffer.alloc(8 * 2 ** 20, 'm') });
    server.send(more);
    await untilStuck(server.socket);
    client.socket.resume();
    const own = encodeFrame({ opcode: opcodes.binary, payload: Buffer.alloc(16 * 2 ** 20, 'x') });
    const all = await client.untilLength(own.length + more.length);
    expect(all.equals(Buffer.concat([own, more]))).toBe(true);
  });
});

describe('the preset', () => {
  test.each(
    injectPresets.filter((preset) => preset !== 'masked').map((preset) => [preset] as const),
  )('%s reaches the client as these bytes, in front of what the server sends next, if anything can follow', async (preset) => {
    const fragments = preset === 'tiny-fragments' ? { fragments: 3 } : {};
    await using under = await startProxy({ faults: [planOf(inject, { with: { preset, ...fragments } })] });
    const { client, server } = await under.open();
    under.proxy.begin();
    const expected = bytesOf(preset);
    expect(await client.untilLength(expected.length)).toEqual(expected);
    server.send(fromServer('next'));
    if (isLastOfDirection(preset)) {
      await under.seen('frame', ({ frame }) => frame.direction === 'to-client');
      server.socket.end();
      client.send(fromClient('still heard'));
      await server.untilLength(fromClient('still heard').length);
      expect([client.received.length, client.ends]).toEqual([expected.length, []]);
    } else {
      const next = Buffer.concat([expected, fromServer('next')]);
      expect(await client.untilLength(next.length)).toEqual(next);
    }
  });

  test.each([
    ['masked', 'to-client', true, true],
    ['masked', 'to-server', true, false],
    ['unmasked', 'to-server', false, true],
    ['unmasked', 'to-client', false, false],
  ] as const)('%s, %s, sends a frame that is masked: %s, which is wrong there: %s', async (preset, direction, isMasked, isWrong) => {
    await using under = await startProxy({ faults: [planOf(inject, { with: { preset }, direction })] });
    const link = await under.open();
    under.proxy.begin();
    const received = await (direction === 'to-client' ? link.client : link.server).untilLength(isMasked ? 13 : 9);
    const [span] = createFrameScanner().scan(received);
    if (span === undefined) throw new Error('a whole frame came');
    const payload = received.subarray(span.payloadStart);
    const key = span.frame.maskKey;
    const from = direction === 'to-client' ? 'server' : 'client';
    const found = findViolations(span.frame, { from, extensions: false });
    expect([key !== undefined, found.length > 0]).toEqual([isMasked, isWrong]);
    expect(Buffer.from(key === undefined ? payload : applyMask(payload, key)).toString()).toBe('wschaos');
  });

  test('tiny-fragments sends thousands of them, masked to a server, and none of the peer comes between', async () => {
    await using under = await startProxy({
      faults: [planOf(inject, { with: { preset: 'tiny-fragments' }, direction: 'both' })],
    });
    const { client, server } = await under.open();
    under.proxy.begin();
    const down = await client.untilLength(30_000);
    const up = await server.untilLength(70_000);
    expect(down.equals(Buffer.concat([Buffer.from('010178', 'hex'), Buffer.alloc(29_997, '000178', 'hex')]))).toBe(
      true,
    );
    const frames = createFrameScanner().scan(up);
    expect(frames).toHaveLength(10_000);
    expect(frames.every(({ frame }) => frame.maskKey !== undefined && !frame.fin && frame.payloadLength === 1)).toBe(
      true,
    );
  });
});

/** What the `ws` client makes of a frame: its error, and the code of the Close frame that it answers with. */
async function judgeByWs(preset: string): Promise<string> {
  await using under = await startProxy({ faults: [planOf(inject, { with: { preset } })] });
  under.proxy.begin();
  const client = new WebSocket(`ws://127.0.0.1:${under.proxy.port}`, { perMessageDeflate: false });
  onTestFinished(() => client.terminate());
  const errors: (string | undefined)[] = [];
  client.on('error', (error: NodeJS.ErrnoException) => errors.push(error.code));
  const server = await under.server.next();
  const key = /sec-websocket-key: (.*)\r\n/i.exec(await server.untilText('\r\n\r\n'))?.[1];
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  server.forget();
  server.send(switchingHead.replace(/Accept: .*/, `Accept: ${accept}`));
  const answer = await server.untilLength(8);
  const [span] = createFrameScanner().scan(answer);
  const payload = applyMask(answer.subarray(6, 8), answer.subarray(2, 6));
  expect(span?.frame.opcode).toBe(opcodes.close);
  return [...errors, decodeClosePayload(payload).code].join(' ');
}

describe('in the judgement of ws', () => {
  test.each([
    ['bad-rsv', 'WS_ERR_UNEXPECTED_RSV_1 1002'],
    ['bad-opcode', 'WS_ERR_INVALID_OPCODE 1002'],
    ['orphan-continuation', 'WS_ERR_INVALID_OPCODE 1002'],
    ['masked', 'WS_ERR_UNEXPECTED_MASK 1002'],
    ['bad-utf8', 'WS_ERR_INVALID_UTF8 1007'],
    ['long-control', 'WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH 1002'],
    ['fragmented-control', 'WS_ERR_EXPECTED_FIN 1002'],
    ['huge-length', 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH 1009'],
    ['bad-close', 'WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH 1002'],
    ['data-after-close', '1000'],
  ])('%s is answered with %s', async (preset, verdict) => {
    expect(await judgeByWs(preset)).toBe(verdict);
  });
});

test('a Close frame that is spelled out stands on the wire as it was, and the connection stays', async () => {
  const frame = { opcode: 'close', code: 1006, reason: 'never' };
  await using under = await startProxy({ faults: [planOf(inject, { with: { frame } })] });
  const { client, server } = await under.open();
  under.proxy.begin();
  const expected = encodeFrame({ opcode: opcodes.close, payload: encodeClosePayload(1006, 'never') });
  expect(await client.untilLength(expected.length)).toEqual(Buffer.from(expected));
  server.send(fromServer('on'));
  expect(await client.untilLength(expected.length + 4)).toEqual(Buffer.from(concat([expected, fromServer('on')])));
});
