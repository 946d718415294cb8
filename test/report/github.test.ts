import { describe, expect, test } from 'vitest';
import { paintNothing, type RenderOptions } from '../../src/report/define-reporter.ts';
import { github } from '../../src/report/github.ts';
import type { RunResult } from '../../src/result/run-result.ts';
import { caseOf, failedExpectation, runOf } from './example-run.ts';
import { hostileRun, reportedRun, slowerRun } from './reported-run.ts';

const render = (result: RunResult, more: Partial<RenderOptions> = {}): string =>
  github.render(result, { width: 80, color: paintNothing, ascii: false, ...more });

/** As the runner of GitHub Actions reads its log: a command a line, properties up to the second `::`. */
function readCommands(text: string) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, kind, list = '', data = ''] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? [];
      const properties = list.split(',').map((pair) => pair.split('=', 2).map(decode));
      return { kind, ...Object.fromEntries(properties), message: decode(data) };
    });
  function decode(value: string): string {
    const characters: Readonly<Record<string, string>> = {
      '%0D': '\r',
      '%0A': '\n',
      '%3A': ':',
      '%2C': ',',
      '%25': '%',
    };
    return value.replace(/%(?:0D|0A|3A|2C|25)/g, (code) => characters[code] ?? code);
  }
}

test('the commands have this shape', async () => {
  await expect(render(reportedRun)).toMatchFileSnapshot('golden/github.txt');
});

test('an annotation stands at the expectation, and says what the table says', () => {
  expect(readCommands(render(reportedRun, { replayFlags: ['--target', 'ws://127.0.0.1:1'] }))[0]).toEqual({
    kind: 'error',
    file: 'scenarios/half-open.yaml',
    line: '23',
    col: '5',
    title: 'half-open: reconnect.p95 < 1s, got 30.1 s',
    message: [
      'expected reconnect.p95 < 1s',
      'got 30.1 s (must not wait for the close handshake of a dead socket)',
      'at scenarios/half-open.yaml:23:5',
      'replay: wschaos run scenarios/half-open.yaml --case half-open --repeat 1 --phase 0.575 --seed 7 --target ws://127.0.0.1:1',
    ].join('\n'),
  });
});

test('what was only to warn is a warning', () => {
  const warning = readCommands(render(reportedRun)).at(-1);
  expect(warning).toMatchObject({ kind: 'warning', line: '40', title: 'slow-start: attempts.max < 1, got 1' });
});

test('where all is well there is nothing to say', () => {
  expect(render(runOf([caseOf()]))).toBe('');
});

test('hostile texts plant no command and end none', () => {
  const commands = readCommands(render(hostileRun, { repositoryPath: (file) => file }));
  expect(commands.map(({ kind }) => kind)).toEqual(['error', 'error']);
  expect(render(hostileRun).split('\n').length).toBe(3);
  expect(commands[0]).toMatchObject({ line: '23', col: '5' });
  expect(commands[0]?.message).toMatch(/^expected a\|b \]\]> ::error::x `c` <b>&"'\\ %0A \{d="e"\}, red \ufffd/);
});

describe('the file of an annotation is', () => {
  const first = (file: string, repositoryPath?: RenderOptions['repositoryPath']) =>
    readCommands(
      render(
        runOf([caseOf({ status: 'fail', expectations: [failedExpectation({ file })] })]),
        repositoryPath === undefined ? {} : { repositoryPath },
      ),
    )[0] as { readonly file?: string };

  test.each([
    ['as it was given', first('a.yaml'), 'a.yaml'],
    ['named from the root of the repository', first('a.yaml', (file) => `sub/${file}`), 'sub/a.yaml'],
    ['left out where it is not in it', first('/a.yaml', () => undefined), undefined],
    ['left out of a bundled scenario', first('builtin:a'), undefined],
  ])('%s', (_what, { file }, expected) => {
    expect(file).toBe(expected);
  });
});

test('GitHub shows ten of a kind: the tenth counts the others', () => {
  const expectations = Array.from({ length: 14 }, (_, index) => failedExpectation({ line: index + 1 }));
  const commands = readCommands(render(runOf([caseOf({ status: 'fail', expectations })])));
  expect([commands.length, commands[8]?.line, commands[9]?.title]).toEqual([10, '9', 'and 5 more']);
});

test('what became slower than the baseline is an error', () => {
  expect(readCommands(render(slowerRun))).toEqual([
    {
      kind: 'error',
      file: 'scenarios/refuse.yaml',
      title: 'refuse: recovery is worse than the baseline',
      message: 'recovery +800 ms (+700 ms … +∞) against base.json',
    },
  ]);
});
