import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { createTestIo, makeFolder, quickScenario } from './test-io.ts';

async function validate(files: Readonly<Record<string, string>>) {
  const io = createTestIo({ cwd: makeFolder(files) });
  const code = await main(['validate', ...Object.keys(files)], io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

test('good files are counted', async () => {
  expect(await validate({ 'a.yaml': quickScenario('matrix: { n: [a, b] }') })).toEqual({
    code: 0,
    stdout: '1 file, 2 cases: no problems\n',
    stderr: '',
  });
});

test('problems are the result: on stdout, with frames and a summary', async () => {
  const bad = quickScenario().replace('fault: reset', 'fault: rest');
  expect(await validate({ 'a.yaml': bad, 'b.yaml': quickScenario() })).toEqual({
    code: 2,
    stderr: '',
    stdout: `a.yaml:9:12
   7 |   reconnect: { backoff: fixed, initial: 20ms, max: 20ms }
   8 | faults:
>  9 |   - fault: rest
     |            ^^^^
  10 |     at: 20ms
  11 | repeat: { count: 2, maxInvalid: 1 }
unknown fault "rest" (did you mean "reset"?)

1 problem in 1 of 2 files
`,
  });
});

test('two files with one name are a problem', async () => {
  expect(await validate({ 'a.yaml': quickScenario(), 'b.yaml': quickScenario() })).toEqual({
    code: 2,
    stderr: '',
    stdout: 'both a.yaml and b.yaml have a case "quick"; give one of them another name\n',
  });
});

test('a file that is not there is named', async () => {
  const io = createTestIo({ cwd: makeFolder() });
  expect(await main(['validate', 'none.yaml'], io)).toBe(2);
  expect(io.stdout.text).toBe(
    'none.yaml:1:1\ncannot read "none.yaml": there is no such file\n\n1 problem in 1 of 1 file\n',
  );
});
