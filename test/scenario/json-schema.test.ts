import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { faults } from '../../src/faults/index.ts';
import { createJsonSchema } from '../../src/scenario/json-schema.ts';
import { halfOpen, herd, pythonPongAge } from './example-texts.ts';
import { head, problemsOf } from './scenario-text.ts';

const schema = createJsonSchema(faults);
const validate = new Ajv({ strict: false }).compile(schema);
const accepts = (text: string): boolean => validate(parse(text, { merge: true }));
const folder = new URL('../../scenarios/', import.meta.url);
const bundled = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

describe('the schema for editors', () => {
  test('is draft 7', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
  });

  test.each<readonly [string, string]>([
    ...bundled.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const),
    ['a client by its module', halfOpen],
    ['a fleet', herd],
    ['a client in another language', pythonPongAge],
    ['a file that leaves the rest to its base', 'extends: base.yaml\ntimeout: 5s'],
    [
      'references in place of words',
      `${head}client: { type: "\${var.t}" }\nfaults: [{ fault: "\${var.f}", direction: "\${var.d}" }]`,
    ],
    [
      'references in place of numbers',
      `${head}repeat: \${env.N:-5}\nfaults: [{ fault: reset, probability: "\${var.p}" }]`,
    ],
    ['references in place of truth values', `${head}faults: [{ fault: reset, benign: "\${var.b}" }]`],
    [
      'references in place of durations',
      `${head}timeout: \${var.t}\nfaults: [{ fault: latency, with: { delay: "\${var.d}" } }]`,
    ],
    [
      'references in place of maps',
      `${head}client: { type: reference, heartbeat: "\${matrix.hb}" }\nfaults: \${var.f}`,
    ],
    ['keys of its own', `${head}x-any: { thing: [1] }`],
  ])('accepts %s', (_what, text) => {
    expect([accepts(text), validate.errors]).toEqual([true, null]);
  });

  test.each([
    ['a wrong key', `${head}fautls: []`],
    ['no version', 'name: a\ntarget: ws://a'],
    ['another version', head.replace('1', '2')],
    ['a bare number for a duration', `${head}timeout: 30`],
    ['a text that is no duration', `${head}timeout: soon`],
    ['a target without a URL', 'version: 1\nname: a\ntarget: { ready: up }'],
    ['an unknown fault', `${head}faults: [{ fault: latncy }]`],
    ['an unknown option of a fault', `${head}faults: [{ fault: reset, with: { delay: 1s } }]`],
    ['a wrong value of an option', `${head}faults: [{ fault: reset, with: { side: left } }]`],
    ['a fault without its options', `${head}faults: [{ fault: latency }]`],
    ['a lifetime of an instantaneous fault', `${head}faults: [{ fault: reset, for: 1s }]`],
    ['a direction of a fault that has none', `${head}faults: [{ fault: flap, direction: both }]`],
    ['connections of a fault on the port', `${head}faults: [{ fault: refuse, connections: new }]`],
    ['two starts', `${head}faults: [{ fault: reset, at: 1s, when: { event: open } }]`],
    ['two lifetimes', `${head}faults: [{ fault: blackhole, for: 1s, count: 3 }]`],
    ['an unknown event', `${head}faults: [{ fault: reset, when: { event: opn } }]`],
    ['a probability above 1', `${head}faults: [{ fault: reset, probability: 2 }]`],
    ['an unknown client', `${head}client: referense`],
    ['an unknown key of a client', `${head}client: { type: reference, heartbeet: {} }`],
    ['a command as one text', `${head}client: { type: command, command: node a.js }`],
    ['an expectation that is a number', `${head}expect: [5]`],
  ])('refuses %s, as the parser does', (_what, text) => {
    expect(accepts(text)).toBe(false);
    expect(problemsOf(text).length).toBeGreaterThan(0);
  });

  test('describes every section, every key of a fault and the options of each type', () => {
    const { properties } = schema as {
      readonly properties: Readonly<Record<string, { readonly description?: string }>>;
    };
    const undescribed = Object.entries(properties).filter(([, section]) => section.description === undefined);
    expect(undescribed.map(([key]) => key)).toEqual([]);
    const text = JSON.stringify(schema);
    for (const { summary } of faults) expect(text).toContain(JSON.stringify(summary));
  });
});
