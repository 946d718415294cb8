import { expect, test } from 'vitest';
import { findCulprit } from '../../src/cli/find-culprit.ts';

const reporter = '    at default (file:///app/r.mjs:3:9)';
const helper = '    at send (file:///app/lib/send.mjs:3:9)';
const ours = '    at async render (file:///lib/wschaos/dist/cli/load-reporters.js:9:1)';
const library = '    at send (file:///app/node_modules/axios/lib/send.js:1:2)';
const node = '    at node:internal/deps/undici/undici:13510:13';
const [rejected, thrown] = [true, false];
const [asked, waiting] = [true, false];

test.each([
  ['a reporter that we called', [reporter, ours], rejected, waiting, '/app/r.mjs'],
  ['a reporter that throws in a timer', [reporter, node], thrown, waiting, '/app/r.mjs'],
  ['what a reporter calls', [helper, reporter, ours], rejected, waiting, 'some'],
  ['a library that a reporter calls', [library, reporter, ours], rejected, waiting, '/app/r.mjs'],
  ['Node alone, of a promise', [node], rejected, waiting, 'some'],
  ['Node alone, while we measure', [node], thrown, waiting, undefined],
  ['Node alone, once reporters are asked', [node], thrown, asked, 'some'],
  ['a library alone, while we measure', [library, node], rejected, waiting, undefined],
  ['a library alone, once reporters are asked', [library, node], thrown, asked, 'some'],
  ['ours', [node, ours], rejected, asked, undefined],
  ['ours, called by a reporter', [ours, reporter], thrown, asked, undefined],
])('an error that came from %s', (_what, lines, isRejection, areAsked, culprit) => {
  const error = Object.assign(new Error('no'), { stack: ['Error: no', ...lines].join('\n') });
  const suspects = { modules: ['/app/r.mjs', '/lib/wschaos/own.mjs'], areAsked, own: '/lib/wschaos/' };
  expect(findCulprit({ error, isRejection }, suspects)).toBe(culprit);
});

test('a reporter may stand in our own folder', () => {
  const error = Object.assign(new Error('no'), { stack: 'Error: no\n    at a (/lib/wschaos/own.mjs:1:2)' });
  const suspects = { modules: ['/lib/wschaos/own.mjs'], areAsked: false, own: '/lib/wschaos/' };
  expect(findCulprit({ error, isRejection: true }, suspects)).toBe('/lib/wschaos/own.mjs');
});
