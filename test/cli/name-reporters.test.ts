import { expect, test } from 'vitest';
import { nameReporters } from '../../src/cli/name-reporters.ts';
import { json } from '../../src/report/json.ts';

const own = (module: string) => ({ kind: 'own', module, source: '--reporter', file: undefined }) as const;

test.each([
  ['the only one, however often it is asked for', [own('./a.mjs'), own('./a.mjs')], 'reporter ./a.mjs'],
  ['all of several', [own('./a.mjs'), own('./b.mjs')], 'one of the reporters ./a.mjs, ./b.mjs'],
  ['nobody where all are ours', [{ kind: 'built-in', reporter: json, file: undefined } as const], undefined],
])('it is %s', (_who, requests, expected) => {
  expect(nameReporters(requests)).toBe(expected);
});
