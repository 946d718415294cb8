import { describe, expect, test } from 'vitest';
import { buildCase, type Overrides } from '../../src/scenario/build-case.ts';
import { parseTargetUrl } from '../../src/scenario/build-target.ts';
import { createScenarioSchema } from '../../src/scenario/scenario-schema.ts';
import { caseOf, contextOf, createFiles, head, problemsOf } from './scenario-text.ts';

const fingerprintOf = (text: string): string => caseOf(text).fingerprint;

describe('a case', () => {
  test('of a scenario with nothing but what it needs has the defaults', () => {
    const { client, fingerprint, ...rest } = caseOf(head);
    expect(client.kind).toBe('reference');
    expect(JSON.parse(fingerprint)).toMatchObject({ name: 'sample', target: { builtin: 'echo' } });
    expect(rest).toEqual({
      id: 'sample',
      name: 'sample',
      file: 'lab/sample.yaml',
      description: undefined,
      tags: [],
      matrix: {},
      target: { kind: 'builtin', server: 'echo', intervalMs: 1_000 },
      listen: { host: '127.0.0.1', port: 0, tls: undefined },
      traffic: { send: undefined, ready: 'round-trip', sequence: undefined },
      faults: [],
      faultEntries: [],
      measure: { from: undefined, lifted: undefined },
      timeoutMs: 30_000,
      repeat: { count: 10, warmup: 0, phase: 'none', seed: undefined, maxInvalid: 0.2 },
      expectations: [],
    });
  });

  test('has its labels in its id', () => {
    const context = contextOf(head);
    const request = {
      file: 'f',
      labels: { a: 'x', b: 'y' },
      definitions: [],
      schema: createScenarioSchema([]),
      overrides: {},
      access: createFiles({}),
      lookUp: undefined,
    };
    expect(buildCase(request, context)).toMatchObject({
      scenario: { id: 'sample/x/y', matrix: { a: 'x', b: 'y' } },
      strandedFaults: [],
      missingFiles: [],
    });
    expect(context.found).toEqual([]);
  });

  test('follows the command line', () => {
    const target = parseTargetUrl('ws://127.0.0.1:1');
    if (typeof target === 'string') expect.unreachable();
    const made = caseOf(`${head}timeout: 9s\nrepeat: { count: 5, seed: 1 }`, {
      overrides: { target, repeat: 2, seed: 3, phase: 0.25, timeoutMs: 4_000 },
    });
    expect(made).toMatchObject({ target, timeoutMs: 4_000, repeat: { count: 2, seed: 3, fixedPhase: 0.25 } });
    expect(made.client).toMatchObject({ policy: { ready: 'pong' } });
  });

  test.each([
    ['the file', `${head.replace('{ builtin: echo }', 'wss://a.test')}`, {}],
    ['the command line', head, { target: { kind: 'url', url: 'wss://a.test', headers: {}, rejectUnauthorized: true } }],
  ] as const)('trusts any certificate of the target of %s where it is to', (_where, text, overrides) => {
    const trustOf = (more: Overrides) => caseOf(text, { overrides: { ...overrides, ...more } }).target;
    expect(trustOf({})).toMatchObject({ url: 'wss://a.test', rejectUnauthorized: true });
    expect(trustOf({ insecure: true })).toMatchObject({ url: 'wss://a.test', rejectUnauthorized: false });
  });

  test('measures from the faults that are named', () => {
    const text = `${head}faults: [{ fault: reset }]\nmeasure: { from: reset, lifted: reset }`;
    expect(caseOf(text).measure).toEqual({ from: 'reset', lifted: 'reset' });
    expect(problemsOf(text.replace('from: reset', 'from: rset'))).toEqual([
      '5:18 unknown fault id "rset" (did you mean "reset"?)',
    ]);
  });
});

describe('a fingerprint', () => {
  test.each([
    ['the order of keys', 'name: sample\nversion: 1\ntarget: { builtin: echo }\n'],
    ['comments', `# said\n${head}`],
    ['what is expected', `${head}expect: [spurious == 0]`],
    ['the description and tags', `${head}description: x\ntags: [ci]`],
    ['keys of its own', `${head}x-a: 1`],
    ['how a value is written', `vars: { b: echo }\n${head.replace('echo', `"\${var.b}"`)}`],
  ])('does not depend on %s', (_what, text) => {
    expect(fingerprintOf(text)).toBe(fingerprintOf(head));
  });

  test.each([
    ['a fault', `${head}faults: [{ fault: reset }]`],
    ['the client', `${head}client: external`],
    ['the target', head.replace('echo', 'chat')],
    ['the timeout', `${head}timeout: 5s`],
  ])('depends on %s', (_what, text) => {
    expect(fingerprintOf(text)).not.toBe(fingerprintOf(head));
  });

  test('is the same wherever the file lies', () => {
    const text = `${head}client: { type: module, module: ./m.ts }`;
    expect(fingerprintOf(text)).not.toContain('lab');
  });

  test('is that of the target on the command line, if one is given', () => {
    const target = { kind: 'builtin', server: 'chat', intervalMs: 1 } as const;
    expect(caseOf(head, { overrides: { target } }).fingerprint).not.toBe(fingerprintOf(head));
  });
});

test('every section reports its problems, whatever is wrong with the others', () => {
  const text = `version: 1
nmae: sample
target: nowhere
client: { type: refrence }
faults: [{ fault: reset, for: 1s }, { fault: latncy }]
measure: { from: rest }
timeout: 5
repeat: often
expect: [detecton < 1s, { thta: x }]
`;
  expect(problemsOf(text)).toEqual([
    '1:1 missing key "name"',
    '2:1 unknown key "nmae"; expected one of version, name, description, tags, extends, vars, target, listen, client, traffic, faults, measure, timeout, repeat, matrix, expect',
    '3:9 "nowhere" is not a target; expected ws://, wss://, http:// or https:// and a host, or tcp://HOST:PORT',
    '4:17 unknown type "refrence" (did you mean "reference"?)',
    '5:26 "reset" happens in one instant and takes no "for"',
    '5:46 unknown fault "latncy" (did you mean "latency"?)',
    '6:18 unknown fault id "rest" (did you mean "reset"?)',
    '7:10 timeout: a duration needs a unit: "5ms" or "5s"?',
    '8:9 repeat: expected a number, got "often"',
    '9:10 unknown metric "detecton" (did you mean "detection"?)',
    '9:25 missing key "that" in expect[1]',
    '9:27 unknown key "thta" in expect[1]; expected one of that, level, because',
  ]);
});
