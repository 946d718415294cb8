import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { starterClient } from '../../../src/cli/init/starter-client.ts';
import { makeFolder } from '../test-io.ts';

// That it works is shown by init.test.ts, which runs it.

test('it is a module that Node takes, and knows the names of events', async () => {
  const folder = makeFolder({ 'client.mjs': starterClient });
  await promisify(execFile)(process.execPath, ['--check', path.join(folder, 'client.mjs')]);
  const events = [...starterClient.matchAll(/emit\('(\w+)'/g)].map(([, name]) => name);
  expect(events).toEqual(['connecting', 'loss', 'open', 'ready']);
});

test('it dials again where a failed dial is told by an error alone, as the WebSocket of Node 22 does', async () => {
  const client = starterClient
    .replace(/const \{ WebSocket \} = .*\n/, 'const { WebSocket } = globalThis.fakes;\n')
    .replace('const backoff = { initialMs: 100', 'const backoff = { initialMs: 0');
  const program = `
    let dials = 0;
    globalThis.fakes = { WebSocket: class extends EventTarget {
      constructor() { super(); if (++dials < 3) setImmediate(() => this.dispatchEvent(new Event('error'))); else console.log('dialled again'); }
      close() {}
    } };
    const { default: start } = await import('./client.mjs');
    start({ url: 'ws://127.0.0.1:1', emit: () => {}, random: () => 0 });`;
  const folder = makeFolder({ 'client.mjs': client, 'program.mjs': program });
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(folder, 'program.mjs')]);
  expect(stdout).toBe('dialled again\n');
});
