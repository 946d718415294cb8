import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeClosePayload } from '../../src/wire/close-payload.ts';
import { opcodes } from '../../src/wire/frame.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { createMessageTracker } from '../../src/wire/message-tracker.ts';
import { cutAt, cuts } from './arbitrary-frame.ts';
import { concat } from './hex.ts';
import { scanFrames } from './scan-frames.ts';
import { readWithWs, writeWithWs } from './ws-oracle.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const body = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => new TextEncoder().encode(text)),
  fc.constantFrom(125, 126, 65_535, 65_536).map((length) => new Uint8Array(length).fill(0x61)),
);
const control = fc.record({
  kind: fc.constantFrom('ping' as const, 'pong' as const),
  payload: fc.uint8Array({ maxLength: 125 }),
});
const message = fc.record({
  kind: fc.constantFrom('text' as const, 'binary' as const),
  fragments: fc.array(body, { minLength: 1, maxLength: 3 }),
  between: fc.option(control, { nil: undefined }),
});
const closing = fc.option(
  fc.record({
    kind: fc.constant('close' as const),
    code: fc.constantFrom(1000, 1001, 1012, 3000, 4999),
    reason: fc.constantFrom('', 'bye', 'Größe'),
  }),
  { nil: undefined },
);
const conversation = fc.record({ items: fc.array(fc.oneof(message, control), { maxLength: 5 }), closing });
type Conversation = typeof conversation extends fc.Arbitrary<infer T> ? T : never;
const maskKey = fc.option(fc.uint8Array({ minLength: 4, maxLength: 4 }), { nil: undefined });

/** What a receiver should make of it. */
function expectedEvents({ items, closing: last }: Conversation): (string | number)[][] {
  const events: (string | number)[][] = [];
  for (const item of items) {
    if (!('fragments' in item)) events.push([item.kind, hex(item.payload)]);
    else {
      // The control frame stands before the last fragment, or before the only one.
      if (item.between !== undefined) events.push([item.between.kind, hex(item.between.payload)]);
      events.push([item.kind, hex(concat(item.fragments))]);
    }
  }
  if (last !== undefined) events.push(['close', last.code, last.reason]);
  return events;
}

function encodeConversation({ items, closing: last }: Conversation, key: Uint8Array | undefined): Uint8Array {
  const mask = key === undefined ? {} : { maskKey: key };
  const frames: Uint8Array[] = [];
  for (const item of items) {
    if (!('fragments' in item))
      frames.push(encodeFrame({ opcode: opcodes[item.kind], payload: item.payload, ...mask }));
    else {
      for (const [index, payload] of item.fragments.entries()) {
        const fin = index === item.fragments.length - 1;
        if (fin && item.between !== undefined) {
          frames.push(encodeFrame({ opcode: opcodes[item.between.kind], payload: item.between.payload, ...mask }));
        }
        const opcode = index === 0 ? opcodes[item.kind] : opcodes.continuation;
        frames.push(encodeFrame({ opcode, fin, payload, ...mask }));
      }
    }
  }
  if (last !== undefined) {
    frames.push(encodeFrame({ opcode: opcodes.close, payload: encodeClosePayload(last.code, last.reason), ...mask }));
  }
  return concat(frames);
}

function sendConversation({ items, closing: last }: Conversation, mask: boolean): Uint8Array {
  return writeWithWs((sender) => {
    for (const item of items) {
      if (!('fragments' in item)) sender[item.kind](Buffer.from(item.payload), mask);
      else {
        for (const [index, payload] of item.fragments.entries()) {
          const fin = index === item.fragments.length - 1;
          if (fin && item.between !== undefined) sender[item.between.kind](Buffer.from(item.between.payload), mask);
          sender.send(Buffer.from(payload), { binary: item.kind === 'binary', compress: false, fin, mask });
        }
      }
    }
    if (last !== undefined) sender.close(last.code, last.reason, mask);
  });
}

/** What our scanner and tracker make of the bytes, in the form of `expectedEvents`. */
function readOurselves(chunks: readonly Uint8Array[]): (string | number)[][] {
  const names = new Map<number, string>(Object.entries(opcodes).map(([name, opcode]) => [opcode, name]));
  const tracker = createMessageTracker();
  const events: (string | number)[][] = [];
  let parts: Uint8Array[] = [];
  for (const { header, payload } of scanFrames(chunks).frames) {
    const { messageOpcode, startsMessage, endsMessage, violation } = tracker.track(header);
    expect(violation).toBeUndefined();
    const name = names.get(messageOpcode) ?? `opcode ${messageOpcode}`;
    if (name === 'ping' || name === 'pong') events.push([name, hex(payload)]);
    else if (name === 'close') {
      events.push([name, (payload[0] ?? 0) * 256 + (payload[1] ?? 0), new TextDecoder().decode(payload.subarray(2))]);
    } else {
      parts = startsMessage ? [payload] : [...parts, payload];
      if (endsMessage) events.push([name, hex(concat(parts))]);
    }
  }
  return events;
}

describe('ws as an oracle', () => {
  it('reads what we encode, cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(conversation, maskKey, cuts, async (said, key, where) => {
        const chunks = cutAt(encodeConversation(said, key), where);
        const reading = await readWithWs(chunks, key !== undefined);
        expect(reading).toEqual({ events: expectedEvents(said), error: undefined });
      }),
    );
  });

  it('writes what we scan, cut anywhere', () => {
    fc.assert(
      fc.property(conversation, fc.boolean(), cuts, (said, mask, where) => {
        expect(readOurselves(cutAt(sendConversation(said, mask), where))).toEqual(expectedEvents(said));
      }),
    );
  });

  it('writes unmasked frames byte by byte as we do', () => {
    fc.assert(
      fc.property(conversation, (said) => {
        expect(hex(encodeConversation(said, undefined))).toBe(hex(sendConversation(said, false)));
      }),
    );
  });
});
