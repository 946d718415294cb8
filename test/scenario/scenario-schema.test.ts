import { describe, expect, test } from 'vitest';
import { createScenarioSchema, expectationSchema } from '../../src/scenario/scenario-schema.ts';
import { head, problemsOf } from './scenario-text.ts';

describe('a scenario', () => {
  test('needs a version and a name', () => {
    expect(problemsOf('target: { builtin: echo }')).toEqual([
      '1:1 missing key "name"',
      '1:1 missing key "version"; expected 1',
    ]);
  });

  test('has every section of the format', () => {
    expect(Object.keys(createScenarioSchema([]).shape)).toEqual(
      'version name description tags extends vars target listen client traffic faults measure timeout repeat matrix expect'.split(
        ' ',
      ),
    );
  });

  test('describes an expectation of level error unless it says otherwise', () => {
    expect(expectationSchema.parse({ that: 'spurious == 0' })).toEqual({ that: 'spurious == 0', level: 'error' });
  });

  test.each([
    ['version: 2\nname: a\ntarget: ws://x', '1:10 version: this wschaos reads version 1'],
    ['version: 1\nname: a/b\ntarget: ws://x', '2:7 name: a name consists of letters, digits, ".", "_" and "-"'],
    [`${head}descripton: x`, '4:1 unknown key "descripton" (did you mean "description"?)'],
    [
      `${head}zzz: x`,
      '4:1 unknown key "zzz"; expected one of version, name, description, tags, extends, vars, target, listen, client, traffic, faults, measure, timeout, repeat, matrix, expect',
    ],
    [`${head}tags: ci`, '4:7 tags: expected a list, got "ci"'],
    [`${head}tags: ['']`, '4:8 tags[0]: must not be empty'],
    [`${head}timeout: 30`, '4:10 timeout: a duration needs a unit: "30ms" or "30s"?'],
    [`${head}timeout: 0s`, '4:10 timeout: must be longer than 0'],
    [`${head}timeout: 25h`, '4:10 timeout: must be at most 24h'],
    [`${head}repeat: 0`, '4:9 repeat: must be at least 1, got 0'],
    [`${head}repeat: often`, '4:9 repeat: expected a number, got "often"'],
    [`${head}repeat: { phase: swep }`, '4:18 unknown phase "swep" (did you mean "sweep"?)'],
    [`${head}repeat: { maxInvalid: 20 }`, '4:23 repeat.maxInvalid: must be at most 1, got 20'],
    [`${head}repeat: { seed: -1 }`, '4:17 repeat.seed: must be at least 0, got -1'],
    [`${head}repeat: { seed: 1.5 }`, '4:17 repeat.seed: expected a whole number, got 1.5'],
    [`${head}faults: { fault: reset }`, '4:1 faults: expected a list, got a map'],
    [`${head}measure: { form: a }`, '4:12 unknown key "form" in measure; expected one of from, lifted'],
    [
      `${head}traffic: { ready: now }`,
      '4:19 unknown ready "now"; expected one of round-trip, open, message, pong, told',
    ],
    [`${head}listen: { tls: self-singed }`, '4:16 unknown tls "self-singed" (did you mean "self-signed"?)'],
    [`${head}expect: [{ level: warn }]`, '4:10 missing key "that" in expect[0]'],
    [
      `${head}expect: [{ that: spurious == 0, level: loud }]`,
      '4:40 unknown level "loud"; expected one of error, warn, off',
    ],
    [`${head}expect: [5]`, '4:10 expect[0]: expected a text, got 5'],
  ])('is refused: %s', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test('may have keys of its own that begin with x-, of any form', () => {
    expect(problemsOf(`${head}x-any: { thing: [1, { goes: "\${nowhere}" }] }`)).toEqual([]);
  });

  test('takes a key without a value for one that is not there', () => {
    expect(problemsOf(`${head}faults:\nexpect:\nmatrix:\nvars:\nclient:\n`)).toEqual([]);
  });
});
