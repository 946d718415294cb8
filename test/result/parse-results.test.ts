import { describe, expect, test } from 'vitest';
import { WschaosError } from '../../src/base/error.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { json } from '../../src/report/json.ts';
import { parseResults } from '../../src/result/parse-results.ts';
import { exampleRun } from '../report/example-run.ts';

const written = json.render(exampleRun, { width: 80, color: paintNothing, ascii: false });

/** The message for the example with one text in place of another. */
function refusal(from: string | RegExp, to: string): string {
  try {
    parseResults(written.replace(from, to), 'base.json');
  } catch (error) {
    if (error instanceof WschaosError && error.code === 'results.invalid') return error.message;
    throw error;
  }
  return 'accepted';
}

describe('parseResults', () => {
  test('reads what the reporter wrote', () => {
    expect(parseResults(written, 'base.json')).toEqual(exampleRun);
  });

  test('lets pass what a later version adds', () => {
    const text = written.replace('"tool"', '"extra": { "a": [1] },\n  "tool"');
    expect(parseResults(text, 'base.json')).toEqual({ ...exampleRun, extra: { a: [1] } });
  });

  test.each([
    [
      'a number that is text',
      /"detection": [\d.]+/,
      '"detection": "3"',
      'cases[0].iterations[0].samples.detection: expected a number, a list of numbers, "censored" or null',
    ],
    ['a missing value', /"hash": "0",/, '', 'cases[0].hash: expected string, received undefined'],
    [
      'an unknown verdict',
      '"verdict": "recovered"',
      '"verdict": "fine"',
      'cases[0].iterations[0].verdict: Invalid option: expected one of "recovered"|"unaffected"|"undetected"|"stuck"|"gave-up"|"crashed"|"spurious"|"invalid"',
    ],
    [
      'several mistakes',
      /"index": 1,\s*"total": 1/,
      '',
      'shard.index: expected number, received undefined (and 1 more)',
    ],
  ])('says where there is %s', (_title, from, to, message) => {
    expect(refusal(from, to)).toBe(`base.json: ${message}`);
  });

  test.each([
    [
      'another version',
      'results@1',
      'results@2',
      'base.json has the schema "wschaos/results@2"; this version of wschaos reads "wschaos/results@1"',
    ],
    [
      'something else',
      '"schema"',
      '"scheme"',
      'base.json is no results file of wschaos: "schema" is not "wschaos/results@1"',
    ],
    ['a number', /^.*$/s, '7', 'base.json is no results file of wschaos: "schema" is not "wschaos/results@1"'],
  ])('refuses %s', (_title, from, to, message) => {
    expect(refusal(from, to)).toBe(message);
  });

  test('refuses what is not JSON', () => {
    expect(refusal('"schema"', 'schema')).toMatch(/^base\.json is not JSON: Expected property name .* at position 4/);
  });
});
