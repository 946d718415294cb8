import { describe, expect, it } from 'vitest';
import { formatTolerance } from '../../src/report/tolerance-report.ts';
import type { CaseTolerance, ToleranceResult } from '../../src/result/tolerance-result.ts';

const one: CaseTolerance = {
  id: 'quick',
  file: 'quick.yaml',
  search: 'pause',
  finding: { kind: 'between', survives: 215, breaks: 224 },
  theory: { style: 'ping', best: 200, worst: 500 },
  points: [
    { value: null, lastsMs: 500, kind: 'survived', measured: 4, kept: 4, swept: true },
    {
      ...{ value: 224, lastsMs: 224, kind: 'broken', measured: 4, kept: 3, swept: true },
      how: 'client 1 broke its link under a benign fault (fin)',
    },
    { value: 215, lastsMs: 215, kind: 'survived', measured: 4, kept: 4, swept: true },
  ],
};

function format(...cases: readonly CaseTolerance[]): string {
  const result: ToleranceResult = {
    ...{ schema: 'wschaos/tolerance@1', tool: '1.0.0', seed: 7, repeat: 4, interrupted: false },
    ...{ elapsedMs: 1, cases },
  };
  return formatTolerance(result);
}

const findingOf = (search: CaseTolerance['search'], finding: CaseTolerance['finding']): string =>
  format({ ...one, search, finding, theory: null, points: [] }).split('\n')[3] ?? '';

describe('the report of a tolerance', () => {
  it('tells what was found, how the link broke, and what theory says', () => {
    expect(format(one)).toBe(
      [
        'wschaos 1.0.0 · tolerance, 4 repetitions a point · seed 7',
        '',
        'quick · the longest pause',
        '  keeps its link at 215 ms, breaks it at 224 ms (2 points tried)',
        '  where it breaks: client 1 broke its link under a benign fault (fin)',
        '  its heartbeat (ping) bears every pause below 200 ms, and none above 500 ms',
        '  where in the heartbeat nothing was tried, it may bear 38 ms less',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [
      'a slowest line',
      'bandwidth',
      { kind: 'between', survives: 512, breaks: 470 },
      'keeps its link at 512 B/s, breaks it at 470 B/s',
    ],
    [
      'a pause beyond the scale',
      'pause',
      { kind: 'beyond', survives: 60_000 },
      '> 60 s: keeps its link at the longest that was tried',
    ],
    [
      'a line beyond the scale',
      'bandwidth',
      { kind: 'beyond', survives: 16 },
      '< 16 B/s: keeps its link at the slowest that was tried',
    ],
    [
      'a pause below the scale',
      'pause',
      { kind: 'below', breaks: 50 },
      '< 50 ms: breaks its link even at the shortest that was tried',
    ],
    [
      'a line below the scale',
      'bandwidth',
      { kind: 'below', breaks: 65_536 },
      '> 64 KiB/s: breaks its link even at the fastest that was tried',
    ],
    ['what nobody can tell', 'pause', { kind: 'unmeasured', reason: 'too noisy' }, 'could not be measured: too noisy'],
  ] as const)('has words for %s', (_what, search, finding, expected) => {
    expect(findingOf(search, finding)).toBe(`  ${expected}`);
  });

  it.each([
    ['for one length', [1_500, 1_500], 'the line was slow for 1.5 s at each point'],
    ['for several', [2_000, 1_500], 'the line was slow for 1.5 s to 2 s at each point'],
  ] as const)('tells how long a line was slow, %s', (_title, lengths, expected) => {
    const points = [null, 512, 470].map((value, place) => {
      return {
        value,
        lastsMs: lengths[place - 1] ?? 500,
        kind: 'survived',
        measured: 4,
        kept: 4,
        swept: true,
      } as const;
    });
    expect(format({ ...one, search: 'bandwidth', points })).toContain(`\n  ${expected}\n`);
  });

  it('says so where nobody knows the heartbeat that was met somewhere', () => {
    expect(format({ ...one, theory: null })).toContain('its heartbeat is not known: where in it nothing was tried');
    expect(format({ ...one, theory: null, search: 'bandwidth' })).not.toContain('heartbeat');
  });

  it.each([['beyond'], ['between']] as const)('says so where one was declared that was not met (%s)', (kind) => {
    const points = one.points.map((point) => ({ ...point, swept: point.kind === 'broken' }));
    const text = format({ ...one, finding: { kind, survives: 215, breaks: 224 }, points });
    expect(text).toContain('\n  its heartbeat was not seen: where in it nothing was tried, it may bear less\n');
    expect(text).not.toContain('ms less');
  });

  it('has no theory of a client that only reads', () => {
    expect(format({ ...one, theory: { style: 'none', best: null, worst: null } })).not.toContain('heartbeat');
  });
});
