import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatRoute, parseRoute } from '../../../src/report/html/page-route.ts';

test.each([
  ['all cases', {}, '#/'],
  ['a case', { caseId: 'drop-pongs/normal' }, '#/case/drop-pongs%2Fnormal'],
  ['an iteration', { caseId: 'refuse', iteration: 11 }, '#/case/refuse/11'],
  ['a hostile id', { caseId: '"><img src=x>' }, '#/case/%22%3E%3Cimg%20src%3Dx%3E'],
])('%s', (_what, route, hash) => {
  expect(formatRoute(route)).toBe(hash);
  expect(parseRoute(hash)).toEqual(route);
});

test.each([
  '',
  '#',
  '#top',
  '#/case/',
  '#/case/a/b',
  '#/case/%E0%A4%A',
  '#/case/a/1/2',
])('%j shows all cases', (hash) => {
  expect(parseRoute(hash)).toEqual({});
});

test('every id is found again, though no address can hold half of a surrogate pair', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (caseId) => {
      expect(parseRoute(formatRoute({ caseId }))).toEqual({ caseId });
    }),
  );
  expect(formatRoute({ caseId: 'a\ud800' })).toBe('#/case/a%EF%BF%BD');
});
