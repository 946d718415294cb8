import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashCase } from '../../src/runner/hash-case.ts';
import { casesOf, head } from '../scenario/scenario-text.ts';

const hashesOf = (text: string, overrides = {}) =>
  casesOf(`${head}${text}`, { overrides }).map(({ fingerprint }) => hashCase(fingerprint))[0];

/** The parts that are not the same in both. */
function differing(one: ReturnType<typeof hashesOf>, other: ReturnType<typeof hashesOf>): readonly string[] {
  const names = new Set([...Object.keys(one?.partHashes ?? {}), ...Object.keys(other?.partHashes ?? {})]);
  return [...names].filter((name) => one?.partHashes[name] !== other?.partHashes[name]);
}

test('the hash is that of the whole text', () => {
  expect(hashCase('{"a":1}').hash).toBe(createHash('sha256').update('{"a":1}').digest('hex'));
});

test.each([
  ['nothing', 'timeout: 5s', {}, []],
  ['a part that is new', 'timeout: 5s\nlisten: 127.0.0.1:0', {}, ['listen']],
  ['a part that has changed', 'timeout: 6s', {}, ['timeout']],
  ['an option of the run', 'timeout: 5s', { timeoutMs: 6_000, insecure: true }, ['--insecure', '--timeout']],
  ['what is expected, which changes no measurement', 'timeout: 5s\nexpect: [attempts < 3]', {}, []],
])('the parts tell %s', (_what, text, overrides, expected) => {
  expect(differing(hashesOf('timeout: 5s'), hashesOf(text, overrides))).toEqual(expected);
});
