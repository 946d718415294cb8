import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readTrace } from '../../src/cli/read-trace.ts';
import { makeFolder } from './test-io.ts';

test('a trace is read, but not one that is gone or too long', () => {
  const folder = makeFolder();
  mkdirSync(path.join(folder, 'traces/a'), { recursive: true });
  writeFileSync(path.join(folder, 'traces/a/0.jsonl'), 'zero\n');
  writeFileSync(path.join(folder, 'traces/a/1.jsonl'), 'x'.repeat(2 ** 21 + 1));
  const read = (file: string) => readTrace(path.join(folder, file));
  expect(read('traces/a/0.jsonl')).toBe('zero\n');
  expect(read('traces/a/1.jsonl')).toBeUndefined();
  expect(read('traces/a/2.jsonl')).toBeUndefined();
  expect(read('traces')).toBeUndefined();
});
