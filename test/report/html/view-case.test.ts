import { expect, test } from 'vitest';
import { viewCase } from '../../../src/report/html/view-case.ts';
import { caseOf, iteration } from '../example-run.ts';
import { reportedRun } from '../reported-run.ts';
import { findAll, textOf } from './read-markup.ts';

const alone = { previous: undefined, next: undefined };
const view = (id: string, neighbours: Parameters<typeof viewCase>[2] = alone) =>
  viewCase(reportedRun, reportedRun.cases.find((one) => one.id === id) ?? caseOf(), neighbours);

test('a failure has its expectation, what was got, why, the iteration that shows it, and the place', () => {
  expect(textOf(findAll(view('half-open'), '.expectations')[0])).toBe(
    '✗ failed: reconnect.p95 < 1s got 30.1 s must not wait for the close handshake of a dead socket ' +
      'the median iteration, #11 scenarios/half-open.yaml:23:5',
  );
  const [link] = findAll(findAll(view('half-open'), '.expectations')[0], 'a');
  expect(link?.attributes.href).toBe('#/case/half-open/11');
});

test('a warning is none, and is told apart from what failed', () => {
  expect(textOf(findAll(view('slow-start'), '.expectations')[0])).toMatch(/^! warning: attempts\.max < 1 got 1 /);
});

test('what could not be measured says why', () => {
  expect(textOf(findAll(view('unreachable'), '.callout')[0])).toMatch(
    /^Could not be measured: the client was never steady\. What to do: .+\.$/,
  );
  expect(findAll(view('unreachable'), '.figures')).toEqual([]);
});

test('what could not be measured shows what the client printed last, of the newest iteration of that reason', () => {
  const invalid = (reasonKind: 'noise' | 'disturbed', line: string) =>
    iteration({ verdict: 'invalid', reasonKind, output: { client: 2, lines: [line, 'end'] } });
  const one = caseOf({
    ...{ status: 'unmeasured', reason: 'client 2 exited', reasonKind: 'disturbed', iterations: [] },
    invalid: [invalid('disturbed', 'old'), invalid('disturbed', 'boom'), invalid('noise', 'other')],
  });
  const [output] = findAll(viewCase(reportedRun, one, alone), '.output');
  expect(textOf(output)).toBe('The last lines of client 2 boom end');
});

test('the figures stand large', () => {
  expect(textOf(findAll(view('drop-pongs/normal'), '.figures')[0])).toBe(
    'detection, median 1.01 s max 1.49 s bound 0.5 – 1.5 s ping detected by ping.timeout ' +
      'recovery, median 1.13 s max 1.61 s attempts, most 1',
  );
});

test('the trail leads back, and to the neighbours', () => {
  const [trail] = findAll(view('half-open', { previous: 'a/b', next: 'c' }), '.trail');
  expect(findAll(trail, 'a').map(({ attributes }) => attributes.href)).toEqual(['#/', '#/case/a%2Fb', '#/case/c']);
});
