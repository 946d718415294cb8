import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScenario } from '../../src/runner/run-scenario.ts';

let folder = '';
const file = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wschaos-'));
  const write = (name: string, text: string) => writeFileSync(file(name), `version: 1\nname: ${name}\n${text}\n`);
  write(
    'cut',
    'target: { builtin: echo }\nfaults: [{ fault: reset, at: 20ms }]\nrepeat: 1\nexpect: [recovered == 100%]',
  );
  write('quiet', 'target: { builtin: echo }\ntimeout: 200ms\nrepeat: 1\nexpect: [spurious == 0]');
  write('far', 'target: wss://ws.example.com\nrepeat: 1\nexpect: [spurious == 0]');
  write('crash', 'target: { command: [a], url: ws://a }\nfaults: [{ fault: server, with: { action: kill } }]');
  write('wrong', 'target: { builtin: eco }');
  write('also-wrong', 'timeout: 3');
});
afterAll(() => rmSync(folder, { recursive: true }));

const options = { loopDelayFloorMs: 10_000 };

test('one file is run', async () => {
  const { cases } = await runScenario(file('cut'), options);
  expect(cases).toMatchObject([{ name: 'cut', status: 'pass', iterations: [{ verdict: 'recovered' }] }]);
});

test('several are, each with what stands in place of what they say', async () => {
  const { cases } = await runScenario([file('cut'), file('quiet')], { ...options, overrides: { repeat: 2 } });
  expect(cases.map(({ name, iterations }) => [name, iterations.length])).toEqual([
    ['cut', 2],
    ['quiet', 2],
  ]);
});

test('a server elsewhere is disturbed where that is permitted alone', async () => {
  await expect(runScenario([file('cut'), file('far')], options)).rejects.toMatchObject({
    code: 'target.remote',
    message: 'case "far" connects to ws.example.com, which is not on this machine or site',
  });
});

test('nothing is run that the target in place of its own leaves without a server to act on', async () => {
  const target = { kind: 'builtin', server: 'echo', intervalMs: 1_000 } as const;
  await expect(runScenario([file('cut'), file('crash')], { ...options, overrides: { target } })).rejects.toMatchObject({
    code: 'scenario.unfit',
    message: expect.stringMatching(/^with overrides\.target no server process .*crash has nothing to act on$/),
  });
});

test('nothing is run while a file has problems, and all of them are told', async () => {
  const error = await runScenario([file('cut'), file('wrong'), file('also-wrong')]).catch((reason: Error) => reason);
  expect(error).toMatchObject({ code: 'scenario.invalid' });
  const { message } = error as Error;
  expect(message).toContain(`${file('wrong')}:3:`);
  expect(message).toContain('"eco"');
  expect(message).toContain(`${file('also-wrong')}:3:`);
});

test.each<[string, object, string]>([
  ['an option that is none', { sed: 1 }, 'runScenario: no option "sed" (did you mean "seed"?)'],
  ['no repetition', { overrides: { repeat: 0 } }, 'overrides: "repeat" must be a whole number from 1, got 0'],
  ['a word', { overrides: { seed: 'x' } }, 'overrides: "seed" must be a whole number from 0, got "x"'],
  ['a slip', { overrides: { repaet: 2 } }, 'overrides: no option "repaet" (did you mean "repeat"?)'],
  ['no address', { overrides: { target: 'bla' } }, 'overrides: "target": '],
])('what nobody can heed is refused: %s', async (_what, given, message) => {
  const error = await runScenario(file('cut'), given).catch((reason: Error) => reason);
  expect(error).toMatchObject({ name: 'WschaosError' });
  expect((error as Error).message).toContain(message);
});

test('a target in place of that of the file may be given by its URL', async () => {
  const target = 'wss://ws.example.com';
  await expect(runScenario(file('cut'), { overrides: { target } })).rejects.toMatchObject({ code: 'target.remote' });
});
