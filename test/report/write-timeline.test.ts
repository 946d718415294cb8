import { expect, it } from 'vitest';
import { writeTimeline } from '../../src/report/write-timeline.ts';
import type { TimelineEntry } from '../../src/result/run-result.ts';

const entries: readonly TimelineEntry[] = [
  { t: -500.4, what: 'client', text: 'sent Close 1000' },
  { t: 0, what: 'fault', text: 'blackhole, both directions' },
  { t: 31_022.1, what: 'attempt', nth: 1, text: '← 30 s pause: looks like a close-handshake timeout' },
  { t: 31_500, what: 'omitted', text: '12 more lines' },
  { t: 1_031_041, what: 'ready', text: '' },
];

it('writes a line an entry, in columns', () => {
  expect(writeTimeline(entries, 100)).toEqual([
    '   -500 ms   client     sent Close 1000',
    '      0 ms   fault      blackhole, both directions',
    '  31022 ms   attempt 1  ← 30 s pause: looks like a close-handshake timeout',
    '  31500 ms   …          12 more lines',
    '1031041 ms   ready',
  ]);
});

it('goes on under the text where the line is full', () => {
  expect(writeTimeline(entries.slice(2, 3), 50)).toEqual([
    ' 31022 ms   attempt 1  ← 30 s pause: looks like a\n                       close-handshake timeout',
  ]);
});
