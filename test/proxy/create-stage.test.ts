import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowAction } from '../../src/faults/action.ts';
import { blackhole } from '../../src/faults/blackhole.ts';
import type { FlowHooks } from '../../src/faults/fault-hooks.ts';
import { faults } from '../../src/faults/index.ts';
import { createFrameIngress } from '../../src/proxy/frame-ingress.ts';
import { chunkUnit, rawUnit, type Unit } from '../../src/proxy/unit.ts';
import { encodeFrame } from '../../src/wire/frame-encoder.ts';
import { flowFrom } from '../faults/read-options.ts';
import { anyFrame, cutAt, cuts } from '../wire/arbitrary-frame.ts';
import { concat } from '../wire/hex.ts';
import { stageBench as bench, type StageBench } from './stage-bench.ts';
import { bytesOfUnits, spell, textFrame, unitsOf } from './units-of.ts';

const raw = (text: string): Unit => rawUnit(new TextEncoder().encode(text));
const fin: Unit = { kind: 'end', how: 'fin' };
const dropAll: FlowHooks = { onFrame: () => [{ kind: 'drop' }] };

describe('a stage for chunks', () => {
  test('delays each by its own due time, in order and pipelined, the end behind them', () => {
    let delay = 100;
    const { stage, clock, out } = bench({ onChunk: (_bytes, now) => [{ kind: 'forward', dueAt: now + delay }] });
    stage.push(raw('a'));
    clock.advance(10);
    delay = 20;
    stage.push(raw('b'));
    stage.push(fin);
    clock.advance(89);
    // It has its time: nothing keeps it back but the delay.
    expect([spell(out), stage.withholdsEnd()]).toEqual(['', false]);
    clock.advance(1);
    expect([spell(out), stage.withholdsEnd()]).toEqual(['ab|FIN', false]);
  });

  test('passes at once what is due, but not past what waits', () => {
    const due = [50, 0];
    const { stage, clock, out } = bench({
      onChunk: (_bytes, now) => [{ kind: 'forward', dueAt: now + (due.shift() ?? 0) }],
    });
    stage.push(raw('a'));
    stage.push(raw('b'));
    expect(spell(out)).toBe('');
    clock.advance(50);
    stage.push(raw('c'));
    expect(spell(out)).toBe('abc');
  });

  test('can put other bytes in the place of a chunk, hold some and let go or discard what it holds', () => {
    const script: Record<string, readonly FlowAction[]> = {
      a: [{ kind: 'forward', bytes: new TextEncoder().encode('A') }],
      b: [{ kind: 'hold' }],
      c: [{ kind: 'release' }, { kind: 'drop' }],
      d: [{ kind: 'hold' }],
      e: [{ kind: 'discard' }, { kind: 'forward' }],
    };
    const { stage, out, counts } = bench({ onChunk: (bytes) => script[new TextDecoder().decode(bytes)] ?? [] });
    for (const text of 'abcde') stage.push(raw(text));
    expect(spell(out)).toBe('Abe');
    expect(counts.touched).toBe(5);
  });

  test('can pass a chunk in pieces, each when it is due, and what is left over with the last', () => {
    const pieces = [
      { size: 2, dueAt: 10 },
      { size: 1, dueAt: 20 },
    ];
    const { stage, clock, out } = bench({ onChunk: () => [{ kind: 'slice', pieces }] });
    stage.push(raw('abcdef'));
    const seen = [0, 10, 10].map((ms) => {
      clock.advance(ms);
      return out.map((unit) => spell([unit]));
    });
    expect(seen).toEqual([[], ['ab'], ['ab', 'cdef']]);
  });

  test('hastens what waits for its time, and keeps what waits for more than that in its order', () => {
    const script: Record<string, readonly FlowAction[]> = {
      a: [{ kind: 'forward', dueAt: 1_000 }],
      b: [{ kind: 'hasten' }, { kind: 'forward' }],
    };
    const { stage, clock, out } = bench({ onChunk: (bytes) => script[new TextDecoder().decode(bytes)] ?? [] });
    stage.push(raw('a'));
    stage.push(raw('b'));
    expect([spell(out), clock.pending]).toEqual(['ab', 0]);
  });

  test.each([
    ['stall', 'ab', 'held until the fault is lifted, and then gone'],
    ['fin', 'ab|FIN', 'replaced'],
    ['reset', 'ab|RST', 'replaced'],
  ] as const)('cut with %s passes %s; the end is %s', (then, expected, _end) => {
    const { stage, out } = bench({ onChunk: () => [{ kind: 'cut', bytes: 2, then }] });
    stage.push(raw('abc'));
    stage.push(raw('d'));
    stage.push(fin);
    expect(stage.withholdsEnd()).toBe(then === 'stall');
    stage.lift();
    stage.push(raw('e'));
    stage.push({ kind: 'end', how: 'reset' });
    expect([spell(out), stage.withholdsEnd(), stage.isSpent()]).toEqual([expected, false, false]);
    expect(out.some((unit) => unit.kind === 'end' && unit.isCut)).toBe(then !== 'stall');
  });

  test('cut with an end brings that end also when what it held before is only let go by its lifting', () => {
    const script: Record<string, readonly FlowAction[]> = {
      a: [{ kind: 'hold' }],
      b: [{ kind: 'cut', bytes: 1, then: 'fin' }],
    };
    const { stage, out } = bench({ onChunk: (bytes) => script[new TextDecoder().decode(bytes)] ?? [] });
    for (const text of 'abc') stage.push(raw(text));
    expect([spell(out), stage.withholdsEnd()]).toEqual(['', true]);
    stage.lift();
    expect([spell(out), stage.withholdsEnd()]).toEqual(['ab|FIN', false]);
  });

  test('shows the head of an answer apart, and what it makes of it opens nothing', () => {
    const head = (text: string): Unit => rawUnit(new TextEncoder().encode(text), { kind: 'open', isWhole: true });
    const changed = bench({ onAnswer: () => [{ kind: 'forward', bytes: Uint8Array.of(0x61) }] });
    changed.stage.push(raw('103'));
    changed.stage.push(head('101'));
    expect([spell(changed.out), changed.out.map((unit) => 'meaning' in unit && unit.meaning)]).toEqual([
      '103a',
      [undefined, undefined],
    ]);
    const sliced = bench({ onAnswer: () => [{ kind: 'slice', pieces: [1, 1].map((size) => ({ size, dueAt: 0 })) }] });
    sliced.stage.push(head('101'));
    expect([spell(sliced.out), sliced.out.map((unit) => 'meaning' in unit && unit.meaning?.kind)]).toEqual([
      '101',
      [undefined, 'open'],
    ]);
  });

  test('tells what it holds, and when that changes', () => {
    const { stage, counts } = bench({ onChunk: () => [{ kind: 'hold' }] });
    stage.push(raw('12345'));
    expect(stage.heldBytes()).toBeGreaterThan(5);
    expect(counts.held).toBe(1);
    stage.lift();
    expect([stage.heldBytes(), stage.isSpent(), counts.held]).toEqual([0, true, 2]);
  });

  test('of probability 0 changes nothing', () => {
    const { stage, out, counts } = bench({ onChunk: () => [{ kind: 'drop' }] }, { probability: 0 });
    for (const text of 'abc') stage.push(raw(text));
    expect([spell(out), counts.touched]).toEqual(['abc', 0]);
  });

  test('of a half meets about half', () => {
    const { stage, out } = bench({ onChunk: () => [{ kind: 'drop' }] }, { probability: 0.5 });
    for (let index = 0; index < 1_000; index++) stage.push(raw('x'));
    expect(out.length).toBeGreaterThan(440);
    expect(out.length).toBeLessThan(560);
  });
});

describe('a message of several frames', () => {
  const opening = encodeFrame({ opcode: 1, fin: false, payload: new TextEncoder().encode('a') });
  const middle = encodeFrame({ opcode: 0, fin: false, payload: new TextEncoder().encode('b') });
  const last = encodeFrame({ opcode: 0, payload: new TextEncoder().encode('c') });
  const ping = encodeFrame({ opcode: 9 });

  test('meets a fault of some probability whole or not at all', () => {
    const { stage, out } = bench(dropAll, { probability: 0.5 });
    const messages = 200;
    for (const unit of unitsOf(Array.from({ length: messages }, () => [opening, middle, last]).flat()))
      stage.push(unit);
    const kept = out.map((unit) => (unit.kind === 'data' ? unit.frame?.view.header.opcode : undefined));
    expect(kept.length % 3).toBe(0);
    expect(kept).toEqual(Array.from({ length: kept.length / 3 }, () => [1, 0, 0]).flat());
    expect(kept.length / 3).toBeGreaterThan(messages / 4);
    expect(kept.length / 3).toBeLessThan((messages * 3) / 4);
  });

  test('is lost whole when the fault is lifted in the middle of it, and frames between its own are not', () => {
    const { stage, out } = bench(dropAll);
    const [first, second, between, third, next] = unitsOf([opening, middle, ping, last, opening]) as readonly Unit[];
    for (const unit of [first, second]) stage.push(unit as Unit);
    stage.lift();
    expect(stage.isSpent()).toBe(false);
    for (const unit of [between, third]) stage.push(unit as Unit);
    expect([out, stage.isSpent()]).toEqual([[between], true]);
    stage.push(next as Unit);
    expect(out).toEqual([between, next]);
  });
});

describe('a stage for frames', () => {
  test('decides about a frame once, and treats all its bytes alike, whatever the cuts', () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 12 }), cuts, fc.boolean(), (specs, where, inChunks) => {
        const dropped = (opcode: number): boolean => opcode % 3 === 0;
        const hooks: FlowHooks = {
          onFrame: ({ header }) => (dropped(header.opcode) ? [{ kind: 'drop' }] : [{ kind: 'forward' }]),
        };
        const { stage, out, counts } = bench(hooks);
        const ingress = createFrameIngress({ direction: 'to-client', gathers: () => 'none' });
        for (const chunk of cutAt(concat(specs.map(encodeFrame)), where)) {
          const whole = inChunks ? ingress.takeChunk(chunk) : undefined;
          for (const unit of inChunks ? [whole] : ingress.takeFrames(chunk)) if (unit !== undefined) stage.push(unit);
        }
        const left = specs.filter(({ opcode }) => !dropped(opcode));
        expect(Buffer.compare(bytesOfUnits(out), concat(left.map(encodeFrame)))).toBe(0);
        expect(counts.touched).toBe(specs.length - left.length);
      }),
    );
  });

  test('sees payloads of control frames always, of data only when it asks, and waits for them to be complete', () => {
    const seen: (string | undefined)[] = [];
    const hooks: FlowHooks = {
      onFrame: ({ payload }) => {
        seen.push(payload && new TextDecoder().decode(payload));
        return [{ kind: 'forward' }];
      },
    };
    const maskKey = Uint8Array.of(5, 6, 7, 8);
    const units = unitsOf(
      cutAt(concat([textFrame('data', { maskKey }), textFrame('ping', { opcode: 9, maskKey })]), { every: 3 }),
    );
    for (const needsPayload of [false, true]) {
      const { stage, out } = bench(hooks, { needsPayload });
      for (const unit of units) stage.push(unit);
      expect(Buffer.compare(bytesOfUnits(out), bytesOfUnits(units))).toBe(0);
    }
    expect(seen).toEqual([undefined, 'ping', 'data', 'ping']);
  });

  test('lets a frame whose beginning it did not see pass whole, and says when it has', () => {
    const [first, ...rest] = unitsOf(cutAt(concat([textFrame('begun before'), textFrame('after')]), { every: 5 }));
    const { stage, out, counts } = bench(dropAll);
    expect(first?.starts).toBe(true);
    for (const unit of rest) stage.push(unit);
    expect(bytesOfUnits(out)).toEqual(textFrame('begun before').subarray(5));
    expect(counts.passed).toBe(1);
  });

  test('lets a committed frame pass, and the bytes of its header that come before it is complete', () => {
    const ingress = createFrameIngress({ direction: 'to-client', gathers: () => 'none' });
    const frame = encodeFrame({ opcode: 2, payload: new Uint8Array(70_000) });
    ingress.takeWhole(frame.subarray(0, 3));
    const { stage, out } = bench(flowFrom(blackhole, {}));
    for (const chunk of [frame.subarray(3, 5), concat([frame.subarray(5), textFrame('gone')])]) {
      for (const unit of ingress.takeFrames(chunk)) stage.push(unit);
    }
    expect(Buffer.compare(bytesOfUnits(out), frame.subarray(3))).toBe(0);
  });

  test('that is lifted within a frame does to the rest of it what it did to its beginning', () => {
    const units = unitsOf(cutAt(concat([textFrame('half of it is gone'), textFrame('after')]), { every: 8 }));
    const { stage, out } = bench(dropAll);
    stage.push(units[0] as Unit);
    stage.lift();
    expect(stage.isSpent()).toBe(false);
    for (const unit of units.slice(1)) stage.push(unit);
    expect(bytesOfUnits(out)).toEqual(textFrame('after'));
    expect(stage.isSpent()).toBe(true);
  });

  test('that is lifted by what it does to a frame still does it to all of the frame', () => {
    const chunk = concat([textFrame('one'), textFrame('two'), textFrame('three')]);
    const ingress = createFrameIngress({ direction: 'to-client', gathers: () => 'none' });
    const made: StageBench = bench(dropAll, { onTouched: () => made.stage.lift() });
    made.stage.push(ingress.takeChunk(chunk) as Unit);
    expect(bytesOfUnits(made.out)).toEqual(concat([textFrame('two'), textFrame('three')]));
    expect(made.stage.isSpent()).toBe(true);
  });

  test('that waits for a payload gives it up when the direction ends or the fault is lifted', () => {
    const [unit] = unitsOf([textFrame('never complete').subarray(0, 6)]);
    const ending = bench(dropAll, { needsPayload: true });
    ending.stage.push(unit as Unit);
    ending.stage.push(fin);
    expect(spell(ending.out)).toBe('\ufffd\u000eneve|FIN');
    const lifting = bench(dropAll, { needsPayload: true });
    lifting.stage.push(unit as Unit);
    lifting.stage.lift();
    expect(bytesOfUnits(lifting.out)).toHaveLength(6);
  });

  test('without a hook for chunks lets bytes outside the frames pass', () => {
    const { stage, out } = bench(dropAll);
    stage.push(raw('HTTP/1.1 101\r\n\r\n'));
    stage.push(chunkUnit(Uint8Array.of(0x81), { boundaryAfter: false }));
    expect(out).toHaveLength(2);
  });
});

describe('the end of a fault', () => {
  test('lets due times stand, and releases what has none', () => {
    const { stage, clock, out } = bench({ onChunk: (_bytes, now) => [{ kind: 'forward', dueAt: now + 100 }] });
    stage.push(raw('a'));
    clock.advance(40);
    stage.lift();
    stage.push(raw('b'));
    expect([spell(out), stage.isSpent()]).toEqual(['', false]);
    clock.advance(60);
    expect([spell(out), stage.isSpent()]).toEqual(['ab', true]);
  });

  test.each([
    [[{ kind: 'discard' }], ''],
    [[{ kind: 'release' }], 'held'],
  ] as const)('with %j gives "%s"', (actions, expected) => {
    const { stage, out } = bench({ onChunk: () => [{ kind: 'hold' }], onLift: () => actions });
    stage.push(raw('held'));
    stage.lift();
    stage.lift();
    expect(spell(out)).toBe(expected);
  });

  test('refuses to do something with what is in hand, since nothing is', () => {
    const { stage } = bench({ onChunk: () => [{ kind: 'hold' }], onLift: () => [{ kind: 'drop' }] });
    expect(() => stage.lift()).toThrow('"drop" needs something in hand, and there is nothing when a fault is lifted');
  });

  test('by disposing lets nothing out any more', () => {
    const { stage, clock, out } = bench({ onChunk: (_bytes, now) => [{ kind: 'forward', dueAt: now + 10 }] });
    stage.push(raw('a'));
    stage.dispose();
    clock.advance(100);
    expect([spell(out), clock.pending]).toEqual(['', 0]);
  });
});

test.each(
  faults.filter(({ appliesTo }) => appliesTo === 'flow').map((fault) => [fault.type, fault] as const),
)('a %s of probability 0 is the identity', (_type, fault) => {
  fc.assert(
    fc.property(fc.array(anyFrame, { maxLength: 10 }), cuts, (specs, where) => {
      const hooks = flowFrom(fault, fault.example, 'to-client');
      const needsPayload = fault.needsPayload(fault.options.parse(fault.example));
      const { stage, out, counts } = bench(hooks, { probability: 0, needsPayload });
      const units = unitsOf(cutAt(concat(specs.map(encodeFrame)), where));
      for (const unit of units) stage.push(unit);
      expect(Buffer.compare(bytesOfUnits(out), bytesOfUnits(units))).toBe(0);
      expect(counts.touched).toBe(0);
    }),
    { numRuns: 40 },
  );
});
