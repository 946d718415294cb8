import { expect, test } from 'vitest';
import { findForeignPlace } from '../../src/cli/find-foreign-place.ts';

const node = '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)';
const ours = '    at async render (file:///lib/wschaos/dist/cli/write-results.js:9:1)';
const library = '    at send (file:///app/node_modules/ws/lib/sender.js:1:2)';

test.each([
  ['a module', ['    at Timeout._onTimeout (file:///app/my%20reporter.mjs:3:9)', node], '/app/my reporter.mjs:3'],
  ['a module that was loaded anew', ['    at file:///app/my.mjs?v=17:12:1'], '/app/my.mjs:12'],
  ['CommonJS', ['    at render (/app/my.cjs:4:9)', node], '/app/my.cjs:4'],
  ['a library that a module called', [library, '    at x (file:///app/my.mjs:5:1)'], '/app/my.mjs:5'],
  ['ours', [ours], undefined],
  ['a module that we called', ['    at x (file:///app/my.mjs:5:1)', ours], undefined],
  ['a library alone, which may be ours', [library, node], undefined],
  ['Node alone', [node], undefined],
  ['nothing', [], undefined],
])('an error that came past %s', (_what, lines, place) => {
  expect(findForeignPlace(['Error: no', ...lines].join('\n'), '/lib/wschaos/')).toBe(place);
});

test('our own folder is known', () => {
  expect(findForeignPlace(new Error('ours').stack ?? '')).toBeUndefined();
});
