import path from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../cli/test-io.ts';
import { beatingModule } from './client-programs.ts';
import { runInline, runInlineCase } from './inline-scenario.ts';

const scenarioOf = (file: string, fault: string): string => `target: { builtin: echo }
client:
  type: module
  module: ${file}
  options: { intervalMs: 100 }
  heartbeat: { interval: 100ms, style: tick }
faults: [${fault}]
timeout: 5s`;

const silence = '{ fault: blackhole, connections: existing, at: 50ms }';

test.each([
  ['JavaScript', 'client.mjs'],
  ['TypeScript', 'client.ts'],
])('a module in %s tells what it knows, and is back', async (_what, name) => {
  const file = path.join(makeFolder({ [name]: beatingModule }), name);
  const { result } = await runInline(scenarioOf(file, silence), { phase: 0.5 });
  expect([result.verdict, result.cause, result.wireSign]).toEqual(['recovered', 'ping.timeout', 'fin']);
  expect(result.source).toMatchObject({ detection: 'client', attempts: 'client', outage: 'client' });
  // Its start is no part of any figure: what is measured begins when it is steady.
  expect(result.samples.detection).toBeGreaterThanOrEqual(99);
  expect(result.marks.attempts.length).toBe(1);
});

test('a module can be paused and resumed, as any program', async () => {
  const file = path.join(makeFolder({ 'client.mjs': beatingModule }), 'client.mjs');
  const pause = '{ fault: client, with: { action: pause }, at: 50ms, for: 500ms }';
  const { result } = await runInline(scenarioOf(file, pause));
  expect(result.timeline.map(({ what }) => what)).toEqual(expect.arrayContaining(['fault', 'lifted']));
  expect(['recovered', 'unaffected']).toContain(result.verdict);
});

test('a case whose module cannot be loaded is not measured, and nothing is repeated', async () => {
  const file = path.join(makeFolder({ 'client.mjs': 'export const a = 1;' }), 'client.mjs');
  const { status, reason, iterations, invalid } = await runInlineCase(scenarioOf(file, silence));
  expect({ status, iterations, invalid }).toEqual({ status: 'unmeasured', iterations: [], invalid: [] });
  expect(reason).toBe(
    `the client module could not be loaded: ${file}: its default export must be a client, as defineClient() gives it; it has none`,
  );
});

test('a module that throws while it runs is quoted, with the place', async () => {
  const source = beatingModule.replace(/$/, `\nsetTimeout(() => { throw new Error('boom'); }, 300);\n`);
  const file = path.join(makeFolder({ 'client.mjs': source }), 'client.mjs');
  const { result } = await runInline(scenarioOf(file, '{ fault: reset, at: 4s }'));
  expect([result.verdict, result.reason]).toEqual(['crashed', 'client 1 exited with code 1: Error: boom']);
  expect(result.output?.lines).toContainEqual(expect.stringMatching(/^\s+at .*client\.mjs:\d+:\d+\)?$/));
});
