import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { createFrameScanner } from '../../src/wire/frame-scanner.ts';
import { anyFrame, cutAt, cuts } from './arbitrary-frame.ts';
import { concat, fromHex, textOf, toHex } from './hex.ts';
import { scanFrames } from './scan-frames.ts';

describe('the examples of RFC 6455 §5.7', () => {
  it.each([
    ['an unmasked text message', '81 05 48 65 6c 6c 6f', 'Hello'],
    ['a masked text message', '81 85 37 fa 21 3d 7f 9f 4d 51 58', 'Hello'],
    ['an unmasked ping', '89 05 48 65 6c 6c 6f', 'Hello'],
    ['a masked pong', '8a 85 37 fa 21 3d 7f 9f 4d 51 58', 'Hello'],
  ])('finds %s in any two chunks', (_, hex, text) => {
    const bytes = fromHex(hex);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { frames } = scanFrames([bytes.slice(0, cut), bytes.slice(cut)]);
      expect(frames.map(({ payload, complete }) => [textOf(payload), complete])).toEqual([[text, true]]);
    }
  });

  it('finds both frames of a fragmented text message', () => {
    const { frames } = scanFrames([fromHex('01 03 48 65 6c 80 02 6c 6f')]);
    expect(frames.map(({ header, payload }) => [header.opcode, header.fin, textOf(payload)])).toEqual([
      [1, false, 'Hel'],
      [0, true, 'lo'],
    ]);
  });

  it.each([
    ['256 bytes', '82 7e 01 00', 256],
    ['64 KiB', '82 7f 00 00 00 00 00 01 00 00', 65_536],
  ])('finds a binary message of %s', (_, hex, length) => {
    const { frames } = scanFrames([fromHex(hex), new Uint8Array(length)]);
    expect(frames.map(({ payload, complete }) => [payload.length, complete])).toEqual([[length, true]]);
  });
});

describe('spans', () => {
  it('tell where the frames of a chunk stand', () => {
    expect(createFrameScanner().scan(fromHex('89 00 81 02 68 69 01 05 61 62 80'))).toMatchObject([
      { starts: true, ends: true, start: 0, payloadStart: 2, payloadOffset: 0, end: 2, carried: undefined },
      { starts: true, ends: true, start: 2, payloadStart: 4, payloadOffset: 0, end: 6, carried: undefined },
      { starts: true, ends: false, start: 6, payloadStart: 8, payloadOffset: 0, end: 11, carried: undefined },
    ]);
  });

  it('continue a frame in the next chunk with the same header', () => {
    const scanner = createFrameScanner();
    const [first] = scanner.scan(fromHex('81 06 61 62'));
    const [second] = scanner.scan(fromHex('63'));
    const [third] = scanner.scan(fromHex('64 65 66 89 00'));
    expect(second).toEqual({
      frame: first?.frame,
      starts: false,
      ends: false,
      start: 0,
      payloadStart: 0,
      payloadOffset: 2,
      end: 1,
      carried: undefined,
    });
    expect(third).toMatchObject({ starts: false, ends: true, payloadOffset: 3, end: 3 });
    expect(third?.frame).toBe(first?.frame);
  });

  it('carry the header bytes of earlier chunks', () => {
    const scanner = createFrameScanner();
    expect(scanner.scan(fromHex('8a'))).toEqual([]);
    expect(scanner.scan(fromHex('85 37 fa'))).toEqual([]);
    const [span] = scanner.scan(fromHex('21 3d 7f 9f'));
    expect(toHex(span?.carried ?? new Uint8Array(0))).toBe('8a 85 37 fa');
    expect(span).toMatchObject({ starts: true, ends: false, start: 0, payloadStart: 2, payloadOffset: 0, end: 4 });
  });

  it('begin at the end of the chunk when a header ends there', () => {
    const scanner = createFrameScanner();
    expect(scanner.scan(fromHex('81 01'))).toMatchObject([{ starts: true, ends: false, payloadStart: 2, end: 2 }]);
    expect(scanner.scan(fromHex('61'))).toMatchObject([{ starts: false, ends: true, payloadOffset: 0, end: 1 }]);
  });

  it('of an empty frame end with its header', () => {
    const scanner = createFrameScanner();
    scanner.scan(fromHex('89'));
    expect(scanner.scan(fromHex('00'))).toMatchObject([{ starts: true, ends: true, payloadStart: 1, end: 1 }]);
    expect(scanner.atBoundary).toBe(true);
  });

  it('are none for an empty chunk, even within a frame', () => {
    const scanner = createFrameScanner();
    scanner.scan(fromHex('81 02 61'));
    expect(scanner.scan(new Uint8Array(0))).toEqual([]);
  });
});

describe('the state between chunks', () => {
  it.each([
    ['before the first byte', '', { atBoundary: true, pending: '' }],
    ['after a whole frame', '89 00', { atBoundary: true, pending: '' }],
    ['in a header', '89 00 82 7f 00', { atBoundary: false, pending: '82 7f 00' }],
    ['before a payload', '81 01', { atBoundary: false, pending: '' }],
    ['in a payload', '81 02 61', { atBoundary: false, pending: '' }],
  ])('is known %s', (_, hex, expected) => {
    const scanner = createFrameScanner();
    scanner.scan(fromHex(hex));
    const { atBoundary, pendingHeader } = scanner;
    expect({ atBoundary, pending: toHex(pendingHeader) }).toEqual(expected);
  });

  it('keeps nothing of a chunk whose memory is used again', () => {
    const scanner = createFrameScanner();
    const reused = Buffer.from(fromHex('89 80 01 02 03 04 8a 85 37 fa'));
    const [ping] = scanner.scan(reused);
    reused.fill(0xff);
    expect(toHex(ping?.frame.maskKey ?? new Uint8Array(0))).toBe('01 02 03 04');
    expect(toHex(scanner.pendingHeader)).toBe('8a 85 37 fa');
    scanner.pendingHeader.fill(0);
    const [pong] = scanner.scan(fromHex('21 3d 7f 9f 4d 51 58 89'));
    scanner.scan(fromHex('00'));
    expect(toHex(pong?.frame.maskKey ?? new Uint8Array(0))).toBe('37 fa 21 3d');
    expect(toHex(pong?.carried ?? new Uint8Array(0))).toBe('8a 85 37 fa');
  });
});

describe('lengths of 64 bits', () => {
  it.each([
    ['2^32 + 1', '00 00 00 01 00 00 00 01', 2 ** 32 + 1],
    ['2^53 - 1', '00 1f ff ff ff ff ff ff', 2 ** 53 - 1],
    ['2^63, which is illegal,', '80 00 00 00 00 00 00 00', 2 ** 63],
    ['2^64 - 1, which is illegal,', 'ff ff ff ff ff ff ff ff', 2 ** 64],
  ])('%s are followed through chunk after chunk', (_, hex, payloadLength) => {
    const scanner = createFrameScanner();
    scanner.scan(fromHex(`82 7f ${hex}`));
    scanner.scan(new Uint8Array(1_000));
    expect(scanner.scan(new Uint8Array(1_000))).toMatchObject([
      { frame: { payloadLength, headerLength: 10 }, ends: false, payloadOffset: 1_000, end: 1_000 },
    ]);
    expect(scanner.atBoundary).toBe(false);
  });
});

it('reads no byte of a payload', () => {
  const bytes = concat([
    encodeFrame({ opcode: 2, payload: new Uint8Array(100_000) }),
    encodeFrame({ opcode: 9, payload: new Uint8Array(100), maskKey: fromHex('01020304') }),
  ]);
  const read = new Set<number>();
  const watched = new Proxy(bytes, {
    get(target, key) {
      if (typeof key === 'string' && /^\d+$/.test(key)) read.add(Number(key));
      return Reflect.get(target, key, target);
    },
  });
  expect(createFrameScanner().scan(watched)).toHaveLength(2);
  const header = (start: number, length: number) => Array.from({ length }, (_, index) => start + index);
  expect([...read].sort((a, b) => a - b)).toEqual([...header(0, 10), ...header(100_010, 6)]);
});

describe('any bytes, cut anywhere', () => {
  it('gives the frames that were encoded, legal or not', () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 6 }), cuts, (specs, where) => {
        const encoded = specs.map(encodeFrame);
        const { frames, pendingHeader } = scanFrames(cutAt(concat(encoded), where));
        expect(frames.map(({ bytes }) => toHex(bytes))).toEqual(encoded.map(toHex));
        expect(frames.map(({ payload }) => toHex(payload))).toEqual(specs.map(({ payload }) => toHex(payload)));
        expect(pendingHeader).toHaveLength(0);
      }),
      { numRuns: 150 },
    );
  });

  it('loses, repeats and moves no byte of garbage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), cuts, (garbage, where) => {
        const { frames, pendingHeader } = scanFrames(cutAt(garbage, where));
        expect(toHex(concat([...frames.map(({ bytes }) => bytes), pendingHeader]))).toBe(toHex(garbage));
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same frames of garbage for every cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), cuts, (garbage, where) => {
        expect(scanFrames(cutAt(garbage, where))).toEqual(scanFrames([garbage]));
      }),
      { numRuns: 500 },
    );
  });
});
