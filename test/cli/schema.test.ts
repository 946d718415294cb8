import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { main } from '../../src/cli/main.ts';
import { createTestIo, quickScenario } from './test-io.ts';

test('schema prints a JSON Schema that takes good scenarios and refuses bad ones', async () => {
  const io = createTestIo();
  expect(await main(['schema'], io)).toBe(0);
  const isValid = new Ajv({ strict: false }).compile(JSON.parse(io.stdout.text) as object);
  expect(isValid(parse(quickScenario()))).toBe(true);
  expect(isValid(parse(quickScenario('timout: 3s')))).toBe(false);
});

test('schema config prints that of what --config reads', async () => {
  const io = createTestIo();
  expect(await main(['schema', 'config'], io)).toBe(0);
  const isValid = new Ajv({ strict: false }).compile(JSON.parse(io.stdout.text) as object);
  expect(isValid({ proxies: [{ name: 'a', target: 'builtin:echo', faults: [{ fault: 'reset' }] }] })).toBe(true);
  expect(isValid({ proxies: [{ name: 'a' }] })).toBe(false);
});

test.each([
  ['results', 'wschaos/results@1'],
  ['trace', 'wschaos/trace@1'],
])('schema %s prints that of what the tool writes', async (of, version) => {
  const io = createTestIo();
  expect(await main(['schema', of], io)).toBe(0);
  expect(new Ajv({ strict: false }).compile(JSON.parse(io.stdout.text) as object)({})).toBe(false);
  expect(io.stdout.text).toContain(version);
});
