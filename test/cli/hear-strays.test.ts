import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import { hearStrays } from '../../src/cli/hear-strays.ts';
import { main } from '../../src/cli/main.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { json } from '../../src/report/json.ts';
import { caseOf, exampleRun, runOf } from '../report/example-run.ts';
import { spawnWschaos } from './spawn-wschaos.ts';
import { createTestIo, makeFolder } from './test-io.ts';

const own = (module: string) => ({ kind: 'own', module, source: '--reporter', file: undefined }) as const;
const inR = Object.assign(new Error('no'), { stack: 'Error: no\n    at f (/app/r.mjs:1:2)' });
const nowhere = Object.assign(new Error('no'), { stack: 'Error: no\n    at node:internal/a:1:2' });
const full = new WschaosError('output.failed', 'cannot write to stdout: no space left on device');

function hear(...modules: readonly string[]) {
  const io = createTestIo({ cwd: '/app' });
  return { io, strays: hearStrays(modules.map(own), io) };
}

test.each([
  ['the reporter in which it arose', inR, 'reporter ./r.mjs let an error go uncaught: no (at f (/app/r.mjs:1:2))'],
  ['each of them, where nothing tells', nowhere, 'one of the reporters ./r.mjs, ./s.mjs let an error go uncaught: no'],
  ['stdout, which is full', full, full.message],
])('named is %s, and once', (_what, error, message) => {
  const { io } = hear('./r.mjs', './s.mjs');
  expect([io.failUncaught(error, true), io.failUncaught(error, true)]).toEqual([true, true]);
  expect(io.stderr.text).toBe(`wschaos: ${message}\n`);
});

test.each([
  ['without a reporter of the user', [], nowhere],
  ['of ours', ['./r.mjs'], new Error('ours')],
])('an error %s stays a defect', (_what, modules, error) => {
  const { io } = hear(...modules);
  expect([io.failUncaught(error, true), io.stderr.text]).toEqual([false, '']);
});

test('what Node says of a reason that is no error is left out', () => {
  const { io } = hear('./r.mjs');
  const message = 'This error originated either by throwing … The promise rejected with the reason "word".';
  io.failUncaught(Object.assign(new Error(message), { code: 'ERR_UNHANDLED_REJECTION', stack: 'Error' }), true);
  expect(io.stderr.text).toBe('wschaos: reporter ./r.mjs let an error go uncaught: word\n');
});

describe('the code tells of what is missing', () => {
  const code = (missing: object): number => Number(Object.values(missing).map(Number).join(''));

  test.each([
    ['nothing', [], 0],
    ['a report', [inR], 10],
    ['stdout', [full], 1],
  ])('%s, before the command ends', (_what, errors, expected) => {
    const { io, strays } = hear('./r.mjs');
    for (const error of errors) io.failUncaught(error, true);
    expect([strays.settle(code), io.endFromOutside()]).toEqual([expected, undefined]);
  });

  test('what goes missing later, beside what was known', () => {
    const { io, strays } = hear('./r.mjs');
    expect(strays.settle(code, { isReportMissing: false, isOutputMissing: true })).toBe(1);
    io.failUncaught(inR, true);
    expect(io.endFromOutside()).toBe(11);
  });
});

const save = (run: typeof exampleRun, module: string): string => {
  const cwd = makeFolder({ 'r.mjs': module });
  writeFileSync(path.join(cwd, 'a.json'), json.render(run, { width: 80, color: paintNothing, ascii: false }));
  return cwd;
};
const passed = runOf([caseOf()]);

test.each([
  ['a promise', "Promise.reject(new Error('stray'))", exampleRun, 1, 'stray \\(at .*r.mjs:1:39\\)+'],
  ['a fetch', "fetch('http://127.0.0.1:9/')", passed, 2, 'fetch failed: bad port'],
])('a reporter that forgets %s is named, and hides no verdict', async (_what, forgets, run, code, said) => {
  const cwd = save(run, `export default () => { ${forgets}; return 'mine'; };`);
  const ended = await spawnWschaos(['report', 'a.json', '--reporter', './r.mjs'], { cwd }).ended;
  expect([ended.code, ended.stdout]).toEqual([code, 'mine']);
  expect(ended.stderr).toMatch(new RegExp(`^wschaos: reporter \\./r\\.mjs let an error go uncaught: ${said}\n$`));
});

test.each([
  ['of a failed run', exampleRun, 1],
  ['of a run that passed', passed, 3],
])('a report %s on a stdout that is full', async (_what, run, expected) => {
  const io = createTestIo({ cwd: save(run, '') });
  const stdout = { ...io.stdout, write: () => void io.failUncaught(full) };
  expect(await main(['report', 'a.json', '--reporter', 'plain'], { ...io, stdout })).toBe(expected);
  expect(io.stderr.text).toBe(`wschaos: ${full.message}\n`);
});
