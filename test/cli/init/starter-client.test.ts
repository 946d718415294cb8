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
