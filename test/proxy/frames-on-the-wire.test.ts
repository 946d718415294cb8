import { once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corrupt } from '../../src/faults/corrupt.ts';
import { delay } from '../../src/faults/delay.ts';
import { duplicate } from '../../src/faults/duplicate.ts';
import { ignoreClose } from '../../src/faults/ignore-close.ts';
import { reorder } from '../../src/faults/reorder.ts';
import { replace } from '../../src/faults/replace.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { encodeClosePayload } from '../../src/wire/close-payload.ts';
import { isControl, opcodes } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { createFrameScanner } from '../../src/wire/frame-scanner.ts';
import { applyMask } from '../../src/wire/mask.ts';
import { type Cuts, cutAt, cuts } from '../wire/arbitrary-frame.ts';
import { concat } from '../wire/hex.ts';
import { anyMessages, type SentFrame } from './any-messages.ts';
import { fromClient, fromServer, maskKey, type OpenLink, planOf, startProxy } from './open-link.ts';
import type { WirePeer } from './wire-peer.ts';

const directions = [
  ['to-client', 'server', 'client'],
  ['to-server', 'client', 'server'],
] as const;

/** Sends the frames, cut anywhere, and gives what comes out of the other end, which must be as long as expected. */
async function pass(from: WirePeer, to: WirePeer, frames: readonly SentFrame[], where: Cuts, expected: Uint8Array) {
  to.forget();
  for (const chunk of cutAt(concat(frames.map(({ bytes }) => bytes)), where)) from.send(chunk);
  return to.untilLength(expected.length);
}

/** Every other byte of a connection is as it was, whatever the fault does in one direction. */
async function expectUntouched(from: WirePeer, to: WirePeer): Promise<void> {
  to.forget();
  const bytes = Buffer.concat([fromClient('untouched'), fromServer('as it was'), fromClient('?', opcodes.ping)]);
  from.send(bytes);
  expect(await to.untilLength(bytes.length)).toEqual(bytes);
}

describe.each(directions)('%s', (direction, from, to) => {
  test('duplicate repeats every message behind its last fragment, and leaves every other byte', async () => {
    await using under = await startProxy({ faults: [planOf(duplicate, { with: { copies: 2 }, direction })] });
    const link = await under.open();
    under.proxy.begin();
    await fc.assert(
      fc.asyncProperty(anyMessages(direction), cuts, async (frames, where) => {
        const expected = concat(
          frames.flatMap(({ spec, bytes, whole }) => {
            const copy = whole === undefined || isControl(spec.opcode) ? [] : [encodeFrame(whole)];
            return [bytes, ...copy, ...copy];
          }),
        );
        expect(Buffer.compare(await pass(link[from], link[to], frames, where, expected), expected)).toBe(0);
      }),
      { numRuns: 40 },
    );
    await expectUntouched(link[to], link[from]);
  });

  test('reorder swaps whole messages, lets fragmented ones and control frames overtake, and loses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyMessages(direction), cuts, async (frames, where) => {
        await using under = await startProxy({ faults: [planOf(reorder, { with: { window: 2 }, direction })] });
        const link = await under.open();
        under.proxy.begin();
        const expected: Uint8Array[] = [];
        let waiting: Uint8Array | undefined;
        for (const { spec, bytes, whole, starts } of frames) {
          if (isControl(spec.opcode) || whole === undefined || !starts) expected.push(bytes);
          else if (waiting === undefined) waiting = bytes;
          else {
            expected.push(bytes, waiting);
            waiting = undefined;
          }
        }
        const all = concat(expected);
        expect(Buffer.compare(await pass(link[from], link[to], frames, where, all), all)).toBe(0);
        link[from].socket.end();
        await link[to].end();
        const rest = waiting ?? new Uint8Array();
        expect(Buffer.compare(link[to].received, Buffer.concat([all, rest]))).toBe(0);
      }),
      { numRuns: 25 },
    );
  });

  test('replace puts one frame in place of each message, and leaves every other byte', async () => {
    const payload = Buffer.from('{"a":1}');
    await using under = await startProxy({
      faults: [planOf(replace, { with: { frames: 'text', json: { a: 1 } }, direction })],
    });
    const link = await under.open();
    under.proxy.begin();
    await fc.assert(
      fc.asyncProperty(anyMessages(direction), cuts, async (frames, where) => {
        let isText = false;
        const expected = concat(
          frames.map(({ spec, bytes, starts }) => {
            if (isControl(spec.opcode)) return bytes;
            if (starts) isText = spec.opcode === opcodes.text;
            if (!isText) return bytes;
            return starts ? encodeFrame({ ...spec, payload, fin: true }) : new Uint8Array();
          }),
        );
        expect(Buffer.compare(await pass(link[from], link[to], frames, where, expected), expected)).toBe(0);
      }),
      { numRuns: 40 },
    );
    await expectUntouched(link[to], link[from]);
  });

  test('corrupt changes one byte of each data frame, never a header or a control frame, and text stays UTF-8', async () => {
    await using under = await startProxy({ faults: [planOf(corrupt, { with: {}, direction })] });
    const link = await under.open();
    under.proxy.begin();
    await fc.assert(
      fc.asyncProperty(anyMessages(direction), cuts, async (frames, where) => {
        const sent = concat(frames.map(({ bytes }) => bytes));
        const received = await pass(link[from], link[to], frames, where, sent);
        const texts = new TextDecoder('utf-8', { fatal: true });
        let isText = false;
        for (const [index, span] of createFrameScanner().scan(received).entries()) {
          const { spec, bytes, starts } = frames[index] as SentFrame;
          const got = received.subarray(span.payloadStart, span.end);
          const changed = [...got].filter((byte, at) => byte !== bytes[bytes.length - got.length + at]).length;
          expect([...received.subarray(span.start, span.payloadStart)]).toEqual([
            ...bytes.subarray(0, bytes.length - got.length),
          ]);
          if (!isControl(spec.opcode) && starts) isText = spec.opcode === opcodes.text;
          if (isControl(spec.opcode) || got.length === 0) expect(changed).toBe(0);
          // A letter that is cut in two frames may leave a frame no byte that can change.
          else if (!isText) expect(changed).toBe(1);
          else expect(changed).toBeLessThanOrEqual(1);
          if (isText && !isControl(spec.opcode)) {
            const text = spec.maskKey === undefined ? got : applyMask(got, spec.maskKey);
            texts.decode(text, { stream: spec.fin !== true });
          }
        }
      }),
      { numRuns: 40 },
    );
    await expectUntouched(link[to], link[from]);
  });
});

describe('delay', () => {
  test('makes pongs late, keeps what comes behind them in order, and leaves the other direction its pace', async () => {
    await using under = await startProxy({
      faults: [planOf(delay, { with: { frames: 'pong', delay: '120ms' }, direction: 'to-client' })],
    });
    const { client, server } = await under.open();
    under.proxy.begin();
    const fragment = encodeFrame({ opcode: opcodes.text, payload: Buffer.from('be'), fin: false });
    const rest = encodeFrame({ opcode: opcodes.continuation, payload: Buffer.from('hind') });
    const expected = Buffer.concat([fromServer('before'), fragment, fromServer('late', opcodes.pong), rest]);
    const startedAt = realClock.now();
    server.send(expected);
    expect(await client.untilLength(fromServer('before').length + fragment.length)).toHaveLength(12);
    client.send(fromClient('at once'));
    await server.untilLength(fromClient('at once').length);
    expect(await client.untilLength(expected.length)).toEqual(expected);
    expect(realClock.now() - startedAt).toBeGreaterThanOrEqual(120);
  });

  test('overlaps: many late frames take one delay, and the end comes behind them', async () => {
    await using under = await startProxy({
      faults: [planOf(delay, { with: { frames: 'data', delay: '80ms' }, direction: 'to-server' })],
    });
    const { client, server } = await under.open();
    under.proxy.begin();
    const frames = Array.from({ length: 100 }, (_, index) => fromClient(`message ${index}`));
    const startedAt = realClock.now();
    const firstByte = once(server.socket, 'data').then(() => realClock.now());
    for (const frame of frames) client.send(frame);
    client.socket.end();
    expect(await server.end()).toBe('fin');
    expect(Buffer.compare(server.received, concat(frames))).toBe(0);
    expect((await firstByte) - startedAt).toBeGreaterThanOrEqual(80);
    // One after the other they would take 8 s.
    expect(realClock.now() - startedAt).toBeLessThan(4_000);
  });
});

describe('reorder', () => {
  test('gives what waits when it is lifted, in order', async () => {
    await using under = await startProxy({
      faults: [planOf(reorder, { with: { window: 8 }, direction: 'to-client' })],
    });
    const { client, server } = await under.open();
    under.proxy.begin();
    const messages = ['one', 'two', 'three'].map((text) => fromServer(text));
    const ping = fromServer('done', opcodes.ping);
    server.send(concat([...messages, ping]));
    expect(await client.untilLength(ping.length)).toEqual(Buffer.from(ping));
    under.proxy.lift('reorder');
    const expected = Buffer.concat([ping, ...messages]);
    expect(await client.untilLength(expected.length)).toEqual(expected);
    server.send(fromServer('and on'));
    await client.untilText('and on');
  });
});

describe.each([
  ['duplicate', duplicate, {}],
  ['reorder', reorder, { window: 2 }],
  ['corrupt', corrupt, {}],
  ['replace', replace, { frames: 'data', text: 'new' }],
] as const)('%s', (type, fault, options) => {
  test('leaves a message above 1 MiB as it is', async () => {
    await using under = await startProxy({
      faults: [planOf(fault as typeof duplicate, { with: options, direction: 'to-client' })],
    });
    const { client, server } = await under.open();
    under.proxy.begin();
    const large = Buffer.from(encodeFrame({ opcode: opcodes.binary, payload: Buffer.alloc(2 ** 20 + 1, 'a') }));
    const done = fromServer('done', opcodes.ping);
    server.send(Buffer.concat([large, done]));
    expect((await client.untilLength(large.length + done.length)).equals(Buffer.concat([large, done]))).toBe(true);
    under.proxy.lift(type);
    server.send(fromServer('back'));
    await client.untilText('back');
    expect(client.received.length).toBe(large.length + done.length + 6);
  });
});

describe('ignore-close', () => {
  const closeOf = (given: object): Buffer =>
    Buffer.from(encodeFrame({ opcode: opcodes.close, payload: encodeClosePayload(1000, 'bye'), ...given }));

  const openWith = async (under: Awaited<ReturnType<typeof startProxy>>): Promise<OpenLink> => {
    const link = await under.open();
    under.proxy.begin();
    return link;
  };

  test("swallows the client's Close, so that nobody answers, and passes all else and the FIN", async () => {
    await using under = await startProxy({ faults: [planOf(ignoreClose)] });
    const { client, server } = await openWith(under);
    const others = [fromClient('before'), fromClient('after'), fromClient('?', opcodes.ping)];
    client.send(Buffer.concat([others[0] ?? '', closeOf({ maskKey }), ...others.slice(1)] as Buffer[]));
    expect(await server.untilLength(concat(others).length)).toEqual(Buffer.from(concat(others)));
    server.send(fromServer('still here'));
    await client.untilText('still here');
    client.socket.end();
    expect(await server.end()).toBe('fin');
    expect(server.received.length).toBe(concat(others).length);
  });

  test("lets the server's Close pass unless it is told otherwise", async () => {
    await using under = await startProxy({ faults: [planOf(ignoreClose)] });
    const { client, server } = await openWith(under);
    server.send(closeOf({}));
    expect(await client.untilLength(closeOf({}).length)).toEqual(closeOf({}));
  });
});
