import { describe, expect, test } from 'vitest';
import { chooseCases } from '../../src/cli/choose-cases.ts';
import { loadCases } from '../../src/cli/load-cases.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { createTestIo, makeFolder } from './test-io.ts';

const files = {
  'crash.yaml': `version: 1
name: crash
tags: [process]
target: { command: [node, s.js], url: ws://127.0.0.1:1 }
faults: [{ fault: server, with: { action: kill } }]
`,
  'cut.yaml': 'version: 1\nname: cut\ntarget: { builtin: echo }\nfaults: [{ fault: reset }]\n',
};
const target = { kind: 'url', url: 'ws://127.0.0.1:1', headers: {}, rejectUnauthorized: true } as const;
const everything = { grep: undefined, tag: undefined, 'not-tag': undefined, case: undefined };

function choose(
  selection: Partial<Parameters<typeof chooseCases>[1]>,
  overrides: { target?: typeof target } = { target },
) {
  const io = createTestIo({ cwd: makeFolder(files) });
  const loaded = loadCases({ files: Object.keys(files), overrides, io, paint: paintNothing });
  const { cases, warning } = chooseCases(loaded, { ...everything, ...selection }, '--target');
  return { ids: cases.map(({ id }) => id), warning };
}

const why =
  'with --target no server process was started by wschaos, so fault "server" in crash.yaml has nothing to act on';

describe('cases that another target keeps from running', () => {
  test('are left out of several, with one line', () => {
    expect(choose({})).toEqual({
      ids: ['cut'],
      warning: `1 case left out (crash): ${why}; --not-tag or -g leaves cases out without a word`,
    });
  });

  test.each([
    ['a tag', { 'not-tag': ['process'] }],
    ['an expression', { grep: '^cut' }],
  ])('are left out without a word by %s', (_what, selection) => {
    expect(choose(selection)).toEqual({ ids: ['cut'], warning: undefined });
  });

  test.each([
    ['nothing else is selected', { grep: 'crash' }],
    ['one is named among others', { case: ['cut', 'crash'] }],
  ])('are an error where %s', (_what, selection) => {
    expect(() => choose(selection)).toThrow(
      expect.objectContaining({
        code: 'scenario.unfit',
        message: why,
        hint: expect.stringContaining('--not-tag or -g'),
      }),
    );
  });

  test('run with the target of their own', () => {
    expect(choose({}, {})).toEqual({ ids: ['crash', 'cut'], warning: undefined });
  });
});
