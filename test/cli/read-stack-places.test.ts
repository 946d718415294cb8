import { expect, test } from 'vitest';
import { readStackPlaces } from '../../src/cli/read-stack-places.ts';

test.each([
  ['a module', '    at Timeout.f (file:///app/my%20reporter.mjs:3:9)', [{ file: '/app/my reporter.mjs', line: '3' }]],
  ['a module that was loaded anew', '    at file:///app/my.mjs?v=17:12:1', [{ file: '/app/my.mjs', line: '12' }]],
  ['CommonJS', '    at render (/app/my.cjs:4:9)', [{ file: '/app/my.cjs', line: '4' }]],
  ['Node itself', '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)', []],
  ['the message', 'Error: no', []],
])('of %s', (_what, line, places) => {
  expect(readStackPlaces(line)).toEqual(places);
});

test('they stand in the order of the stack', () => {
  expect(readStackPlaces('    at a (/a.cjs:1:1)\n    at b (/b.cjs:2:1)').map(({ file }) => file)).toEqual([
    '/a.cjs',
    '/b.cjs',
  ]);
});
