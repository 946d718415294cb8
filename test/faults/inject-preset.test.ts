import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import { injectPresets, isClosing, isLastOfDirection, presetActions } from '../../src/faults/inject-preset.ts';
import type { Direction } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { createFrameScanner } from '../../src/wire/frame-scanner.ts';
import { applyMask } from '../../src/wire/mask.ts';
import { createMessageTracker } from '../../src/wire/message-tracker.ts';
import { findViolations } from '../../src/wire/violation.ts';

/** What the preset writes: its frames, as the proxy encodes them for the direction. */
function bytesOf(preset: (typeof injectPresets)[number], direction: Direction = 'to-client', fragments = 5): Buffer {
  const key = { maskKey: Uint8Array.of(1, 2, 3, 4) };
  return Buffer.concat(
    presetActions(preset, direction, fragments, createRandom(1)).map((action) => {
      if (action.kind !== 'inject') return new Uint8Array();
      const isMasked = (direction === 'to-server') !== (action.wrongMask ?? false);
      return encodeFrame(isMasked ? { ...key, ...action.frame } : action.frame);
    }),
  );
}

describe('to the client, the preset', () => {
  test.each([
    ['ping', '890777736368616f73', []],
    ['pong', '8a0777736368616f73', []],
    ['bad-rsv', 'c10777736368616f73', ['reserved-bits']],
    ['bad-opcode', '830777736368616f73', ['reserved-opcode']],
    ['orphan-continuation', '800777736368616f73', ['orphan-continuation']],
    ['masked', '8187010203047671606c606d70', ['masked-by-server']],
    ['unmasked', '810777736368616f73', []],
    ['bad-utf8', '810377c328', []],
    ['long-control', `897e007e${'78'.repeat(126)}`, ['control-too-long']],
    ['fragmented-control', '090777736368616f73', ['control-fragmented']],
    ['huge-length', '827f4000000000000000', []],
    ['tiny-fragments', `010178${'000178'.repeat(4)}`, []],
    ['bad-close', '880103', []],
    ['data-after-close', '880203e8810777736368616f73', []],
    ['bad-deflate', 'c10406ffffff', ['reserved-bits']],
  ] as const)('%s is these bytes and breaks these rules of the framing', (preset, hex, rules) => {
    const bytes = bytesOf(preset);
    expect(bytes.toString('hex')).toBe(hex);
    const [span] = createFrameScanner().scan(bytes);
    if (span === undefined) throw new Error('a preset has a frame');
    const { violation } = createMessageTracker().track(span.frame);
    const found = findViolations(span.frame, { from: 'server', extensions: false });
    expect([...found, ...(violation === undefined ? [] : [violation])]).toEqual(rules);
  });
});

test.each([
  ['unmasked', ['unmasked-by-client']],
  ['masked', []],
] as const)('to the server, the preset %s breaks the rules %j', (preset, rules) => {
  const [span] = createFrameScanner().scan(bytesOf(preset, 'to-server'));
  expect(span === undefined ? [] : findViolations(span.frame, { from: 'client', extensions: false })).toEqual(rules);
});

test('tiny fragments to the server are all masked, each with its one byte and without FIN', () => {
  const bytes = bytesOf('tiny-fragments', 'to-server', 300);
  const frames = createFrameScanner()
    .scan(bytes)
    .map(({ frame, payloadStart, end }) => ({
      ...{ fin: frame.fin, opcode: frame.opcode },
      payload:
        frame.maskKey === undefined
          ? ''
          : Buffer.from(applyMask(bytes.subarray(payloadStart, end), frame.maskKey)).toString(),
    }));
  const more = { fin: false, opcode: 0, payload: 'x' };
  expect(frames).toEqual([{ fin: false, opcode: 1, payload: 'x' }, ...Array(299).fill(more)]);
});

test('bad-deflate is no DEFLATE stream', () => {
  expect(() => inflateRawSync(bytesOf('bad-deflate').subarray(2))).toThrow('invalid block type');
});

test.each(injectPresets.map((preset) => [preset] as const))('%s says truly whether it ends the direction', (preset) => {
  const actions = presetActions(preset, 'to-client', 2, createRandom(1));
  expect(actions.some(({ kind }) => kind === 'seal')).toBe(isLastOfDirection(preset));
  expect(actions.some((action) => action.kind === 'inject' && action.frame.opcode === 8)).toBe(isClosing(preset));
});

test('data after a close stands right behind it: the Close frame waits for the end of a message, too', () => {
  const actions = presetActions('data-after-close', 'to-client', 2, createRandom(1));
  expect(actions.map((action) => action.kind === 'inject' && action.between)).toEqual(['messages', undefined]);
});
