import { expect, test } from 'vitest';
import { listMarks } from '../../../src/result/trace/list-marks.ts';
import { iteration } from '../../report/example-run.ts';

test('every instant that was observed is a line, each attempt one of its own', () => {
  const { marks } = iteration();
  const lines = listMarks({
    ...marks,
    steady: -500,
    injected: 0,
    detected: 3,
    attempts: [4, 9],
    open: null,
    ready: null,
  });
  expect(lines).toContainEqual({ t: -500, kind: 'mark', mark: 'steady' });
  expect(lines.filter((line) => line.kind === 'mark' && line.mark === 'attempt').map(({ t }) => t)).toEqual([4, 9]);
  expect(lines.some((line) => line.kind === 'mark' && ['open', 'ready'].includes(line.mark))).toBe(false);
});
