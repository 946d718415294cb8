import { expect, test } from 'vitest';
import { awaitReporter } from '../../src/cli/await-reporter.ts';
import { spawnWschaos } from './spawn-wschaos.ts';
import { makeFolder, quickScenario, recordOutput } from './test-io.ts';

const never = new Promise(() => {});

function waitFor(given: unknown, more: Partial<Parameters<typeof awaitReporter>[1]> = {}) {
  const stderr = recordOutput();
  const say = (line: string): void => stderr.write(`${line}\n`);
  return { stderr, awaited: awaitReporter(given, { who: 'the reporter ./r.mjs', say, ...more }) };
}

test.each([
  ['a value', 'text'],
  ['a promise', Promise.resolve('text')],
])('%s is given, without a word', async (_what, given) => {
  const { awaited, stderr } = waitFor(given);
  expect([await awaited, stderr.text]).toEqual(['text', '']);
});

test('who takes long is named once, and is not given up yet', async () => {
  let settle = (_text: string): void => {};
  const given = new Promise<string>((resolve) => {
    settle = resolve;
  });
  const { awaited, stderr } = waitFor(given, { patienceMs: 1 });
  await stderr.lineWith('waiting for the reporter ./r.mjs, for 60 s at most; Ctrl-C gives it up');
  settle('late');
  expect([await awaited, stderr.text.split('\n').length]).toEqual(['late', 2]);
});

test('who never settles is given up', async () => {
  await expect(waitFor(never, { limitMs: 20 }).awaited).rejects.toThrow('its promise was not settled within 0.02 s');
});

test.each([
  ['that comes during the wait gives it up', false],
  ['that came before leaves it its time', true],
])('a signal %s', async (_what, isBefore) => {
  const abort = new AbortController();
  if (isBefore) abort.abort();
  const { awaited } = waitFor(never, { signal: abort.signal, limitMs: 20 });
  abort.abort();
  await expect(awaited).rejects.toThrow(isBefore ? 'not settled within' : 'it was given up');
});

test('Ctrl-C ends a run whose reporter never comes, and what else there is is written', async () => {
  const hangs =
    "export default () => { console.error('hangs'); return new Promise(() => setInterval(() => {}, 1000)); };";
  const cwd = makeFolder({ 'quick.yaml': quickScenario('', 'attempts.max < 1'), 'r.mjs': hangs });
  const argv = ['run', 'quick.yaml', '-q', '--no-progress', '--reporter', './r.mjs,plain'];
  const { child, prints, ended } = spawnWschaos(argv, { cwd });
  await prints('hangs');
  child.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  expect([code, stdout.slice(0, 10)]).toEqual([130, 'FAIL quick']);
  expect(stderr).toContain('wschaos: reporter ./r.mjs failed: it was given up, as its promise was not settled yet\n');
});
