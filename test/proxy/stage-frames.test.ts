import { describe, expect, test } from 'vitest';
import type { Stage } from '../../src/proxy/stage.ts';
import type { Unit } from '../../src/proxy/unit.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { stageBench as bench } from './stage-bench.ts';
import { bytesOfUnits, spell, textFrame, unitsOf } from './units-of.ts';

const fin: Unit = { kind: 'end', how: 'fin' };

test('a frame that stands for another belongs to the same message', () => {
  const { stage, out } = bench({
    onFrame: ({ header: { opcode, fin } }) => [
      { kind: 'forward', bytes: encodeFrame({ opcode, fin, payload: Uint8Array.of(0x21) }) },
    ],
  });
  for (const unit of unitsOf([textFrame('a', { opcode: 2, fin: false }), encodeFrame({ opcode: 0 })])) stage.push(unit);
  expect(out.map((unit) => unit.kind === 'data' && unit.frame?.view)).toMatchObject([
    { messageOpcode: 2, startsMessage: true, endsMessage: false },
    { messageOpcode: 2, startsMessage: false, endsMessage: true },
  ]);
});

describe('frames of a stage of its own', () => {
  const own = { kind: 'insert', frame: { opcode: 1, payload: Uint8Array.of(0x21) } } as const;
  const pong = { kind: 'insert', frame: { opcode: 10 } } as const;
  const push = (stage: Stage, ...frames: readonly Uint8Array[]): void => {
    for (const unit of unitsOf(frames)) stage.push(unit);
  };
  const opcodesOf = (out: readonly Unit[]): readonly (number | undefined)[] =>
    out.flatMap((unit) => (unit.kind === 'data' && unit.ends ? [unit.frame?.view.header.opcode] : []));

  test('stand behind the frame in hand, a message only behind the message under way', () => {
    const { stage, out } = bench({
      onFrame: ({ startsMessage }) => [{ kind: 'forward' }, ...(startsMessage ? [own, pong] : [])],
    });
    push(stage, textFrame('a', { fin: false }), encodeFrame({ opcode: 0, payload: Uint8Array.of(0x62) }));
    // Their order is kept, so the pong waits with the message.
    expect(opcodesOf(out)).toEqual([1, 0, 1, 10]);
  });

  test('wait for the last byte of a frame that comes in parts', () => {
    const { stage, out } = bench({ onFrame: () => [{ kind: 'forward' }, pong] });
    const bytes = textFrame('abcdef');
    push(stage, bytes.subarray(0, 4), bytes.subarray(4));
    expect(opcodesOf(out)).toEqual([1, 10]);
  });

  test('come out when the fault is lifted, behind a message that is under way', () => {
    const { stage, out } = bench({ onFrame: () => [{ kind: 'forward' }], onLift: () => [own] });
    push(stage, textFrame('a', { fin: false }));
    stage.lift();
    expect([opcodesOf(out), stage.isSpent()]).toEqual([[1], false]);
    push(stage, encodeFrame({ opcode: 0 }));
    expect([opcodesOf(out), stage.isSpent()]).toEqual([[1, 0, 1], true]);
  });

  test('come before the end, unless they would stand in the middle of a message', () => {
    const whole = bench({ onFrame: () => [{ kind: 'forward' }], onEnd: () => [own, { kind: 'forward' }] });
    push(whole.stage, textFrame('a'));
    whole.stage.push(fin);
    expect([opcodesOf(whole.out), spell(whole.out).endsWith('!|FIN')]).toEqual([[1, 1], true]);
    const broken = bench({ onFrame: () => [{ kind: 'forward' }], onEnd: () => [own, { kind: 'forward' }] });
    push(broken.stage, textFrame('a', { fin: false }));
    broken.stage.push(fin);
    expect(opcodesOf(broken.out)).toEqual([1]);
  });

  test('are masked towards the server', () => {
    const { stage, out } = bench({ onFrame: () => [pong] }, { direction: 'to-server' });
    push(stage, textFrame('a'));
    expect([...bytesOfUnits(out)]).toEqual([0x8a, 0x80, 1, 2, 3, 4]);
  });
});

describe('a frame that is cut', () => {
  test.each([
    ['in one piece', [8]],
    ['byte by byte', [1, 1, 1, 1, 1, 1, 1, 1]],
    ['across the cut', [3, 5]],
  ])('%s passes up to that byte', (_what, sizes) => {
    const { stage, out, counts } = bench({ onFrame: () => [{ kind: 'cut', bytes: 4, then: 'fin' }] });
    const bytes = textFrame('abcdef');
    let at = 0;
    const chunks = sizes.map((size) => {
      at += size;
      return bytes.subarray(at - size, at);
    });
    for (const unit of unitsOf([...chunks, textFrame('next')])) stage.push(unit);
    expect([[...bytesOfUnits(out)], out.at(-1)]).toEqual([
      [...bytes.subarray(0, 4)],
      { kind: 'end', how: 'fin', isCut: true },
    ]);
    expect(counts.touched).toBe(1);
  });
});
