import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineFault, type FaultDefinition, type FaultFor, type FaultLayer } from '../../src/faults/define-fault.ts';
import type { FlowHooks } from '../../src/faults/fault-hooks.ts';
import { createFakeLink, type FakeLink } from './fake-link.ts';
import { startBench } from './fault-bench.ts';

type Create = FaultFor<'flow'>['create'];

function faultOf(
  hooks: FlowHooks | Create,
  given: { readonly layer?: FaultLayer; readonly needsPayload?: boolean } = {},
): FaultDefinition<unknown> {
  return defineFault({
    type: 'test',
    layer: given.layer ?? 'frames',
    appliesTo: 'flow',
    lifetime: 'lasting',
    delivery: 'kept',
    summary: 'Does what the test says.',
    options: z.unknown(),
    needsPayload: () => given.needsPayload === true,
    explain: () => 'do what the test says',
    create: typeof hooks === 'function' ? hooks : () => hooks,
  });
}

const chunks: FlowHooks = { onChunk: () => [{ kind: 'drop' }] };
const frames: FlowHooks = { onFrame: () => [{ kind: 'drop' }] };
const answers: FlowHooks = { onAnswer: () => [{ kind: 'drop' }] };

const stageOf = (link: FakeLink, index = 0): FakeLink['stages'][number] => {
  const stage = link.stages[index];
  if (stage === undefined) throw new Error(`no stage ${index} on connection ${link.id}`);
  return stage;
};

describe('a fault on flows', () => {
  test.each([
    ['both', ['to-client', 'to-server']],
    ['to-client', ['to-client']],
    ['to-server', ['to-server']],
  ] as const)('has an instance for each of its directions, %s', (direction, expected) => {
    const made: string[] = [];
    const link = createFakeLink(1);
    const create: Create = (_options, context) => {
      made.push(context.direction);
      return chunks;
    };
    startBench(faultOf(create), [link], { direction });
    expect([made, link.stages.length]).toEqual([expected, expected.length]);
  });

  test.each([
    ['frames', 'each thing that it touches', 3],
    ['handshake', 'each connection', 2],
  ] as const)('of the layer %s counts %s', (layer, _what, expected) => {
    const links = [createFakeLink(1), createFakeLink(2)];
    const { spent } = startBench(faultOf(frames, { layer }), links, {
      direction: 'to-client',
      lifetime: { kind: 'count', count: expected },
    });
    for (const link of [links[0], links[0], links[1]]) if (link !== undefined) stageOf(link).options.onTouched();
    expect(spent()).toBe(1);
  });

  test('draws other numbers in each direction and on each connection, the same for the same seed', () => {
    const draw = (seed: number): readonly number[] => {
      const drawn: number[] = [];
      const create: Create = (_options, { random }) => {
        drawn.push(random.next());
        return chunks;
      };
      startBench(faultOf(create), [createFakeLink(1), createFakeLink(2)], { seed });
      return drawn;
    };
    expect(draw(1)).toEqual(draw(1));
    expect(new Set([...draw(1), ...draw(2)]).size).toBe(8);
  });

  test.each([
    ['undecided', 1],
    ['upgrading', 1],
    ['open', 1],
    ['raw', 1],
    ['plain-http', 0],
    ['closed', 0],
  ] as const)('meets a connection that is %s %d times', (state, expected) => {
    const link = createFakeLink(1, { state });
    const { fault, log } = startBench(faultOf(chunks), [link], { direction: 'to-client' });
    fault.touch(link, 'accepted', 0);
    expect([link.stages.length, log.length]).toEqual([expected, expected]);
  });

  test.each([
    ['frames, between two of them', frames, false, ['injected 1']],
    ['frames, within one', frames, true, []],
    ['bytes, within a frame', chunks, true, ['injected 1']],
  ])('of %s, is in effect from the next frame on', (_what, hooks, isMidFrame, expected) => {
    const link = createFakeLink(1, { isMidFrame });
    const { log } = startBench(faultOf(hooks), [link], { direction: 'to-client' });
    expect(log).toEqual(expected);
    stageOf(link).options.onFramePassed();
    expect(log).toEqual(['injected 1']);
  });

  test('tells of what it changes and counts it, and is over when it is spent', () => {
    const links = [createFakeLink(1), createFakeLink(2)] as const;
    const { log, spent } = startBench(faultOf(chunks), links, { lifetime: { kind: 'count', count: 3 } });
    stageOf(links[0], 0).options.onTouched();
    stageOf(links[0], 1).options.onTouched();
    expect(spent()).toBe(0);
    stageOf(links[1]).options.onTouched();
    expect([log, spent()]).toEqual([['injected 1', 'injected 2', 'affected 1', 'affected 2', 'over'], 1]);
    expect(links.flatMap(({ stages }) => stages.map(({ lifted }) => lifted))).toEqual([true, true, true, true]);
  });

  test('hands its probability and its wish for payloads to its stages', () => {
    const link = createFakeLink(1);
    startBench(faultOf(frames, { needsPayload: true }), [link], { probability: 0.3 });
    expect(link.stages.map(({ options }) => [options.probability, options.needsPayload])).toEqual([
      [0.3, true],
      [0.3, true],
    ]);
  });

  test('of handshakes meets one as a whole or not at all, and the same ones when they are asked about again', () => {
    const links = Array.from({ length: 60 }, (_, index) => createFakeLink(index + 1, { state: 'undecided' }));
    const { fault } = startBench(faultOf(answers, { layer: 'handshake' }), [], { probability: 0.5 });
    for (const link of links) fault.touch(link, 'accepted', 0);
    const met = links.map(({ stages }) => stages.length);
    expect(new Set(met)).toEqual(new Set([0, 2]));
    expect(met.filter((count) => count === 2).length).toBeGreaterThan(15);
    expect(links.flatMap(({ stages }) => stages).every(({ options }) => options.probability === 1)).toBe(true);
    for (const link of links) fault.touch(link, 'accepted', 0);
    expect(links.map(({ stages }) => stages.length)).toEqual(met);
  });

  test.each([
    ['only an answer', answers, []],
    ['frames as well', { ...answers, ...frames }, ['injected 1']],
    ['bytes as well', { ...answers, ...chunks }, ['injected 1']],
  ])('that changes %s does to an open connection what is still to be done there', (_what, hooks, expected) => {
    const link = createFakeLink(1);
    const { log } = startBench(faultOf(hooks, { layer: 'handshake' }), [link]);
    expect([log, link.stages.length]).toEqual([expected, expected.length * 2]);
  });

  test('that is lifted lifts its stages, and meets no more', () => {
    const [link, late] = [createFakeLink(1), createFakeLink(2)];
    const { fault, log } = startBench(faultOf(chunks), [link]);
    fault.lift(0, () => log.push('over'));
    fault.touch(late, 'accepted', 0);
    expect([link.stages.map(({ lifted }) => lifted), late.stages, log.at(-1)]).toEqual([[true, true], [], 'over']);
  });

  test('forgets a connection that is gone, and has nothing to do with upgrades and openings', () => {
    const link = createFakeLink(1);
    const { fault, log } = startBench(faultOf(chunks), [link]);
    expect(fault.answerUpgrade(link, { method: 'GET', path: '/', headers: {} }, 0)).toBe(false);
    fault.opened(link);
    fault.forget(link);
    fault.lift(0, () => {});
    expect([link.stages.map(({ lifted }) => lifted), log]).toEqual([[false, false], ['injected 1']]);
  });
});
