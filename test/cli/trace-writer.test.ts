import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createTraceWriter } from '../../src/cli/trace-writer.ts';
import { makeFolder } from './test-io.ts';

const trace = (name: string, text = name) => ({ name, format: () => text });

test('every trace is a file in the folder of its case, and none is written before all is measured', () => {
  const output = makeFolder();
  const writer = createTraceWriter(output);
  writer.add('traces/a', [trace('0.jsonl', 'zero\n'), trace('1.jsonl')]);
  expect(readdirSync(output)).toEqual([]);
  expect(writer.write()).toBe(2);
  expect(readFileSync(path.join(output, 'traces/a/0.jsonl'), 'utf8')).toBe('zero\n');
});

test('what an earlier run of the case left is gone, and what is not of a run stays', () => {
  const output = makeFolder();
  mkdirSync(path.join(output, 'traces/a'), { recursive: true });
  for (const name of ['7.jsonl', '3-invalid-1.jsonl', 'notes.txt']) {
    writeFileSync(path.join(output, 'traces/a', name), '');
  }
  const writer = createTraceWriter(output);
  writer.add('traces/a', [trace('0.jsonl')]);
  writer.write();
  expect(readdirSync(path.join(output, 'traces/a')).sort()).toEqual(['0.jsonl', 'notes.txt']);
});

test('without a trace there is no folder, and no old one is left', () => {
  const output = makeFolder();
  const first = createTraceWriter(output);
  first.add('traces/a', [trace('0.jsonl')]);
  first.write();
  const second = createTraceWriter(output);
  second.add('traces/a', []);
  expect(second.write()).toBe(0);
  expect(existsSync(path.join(output, 'traces'))).toBe(false);
});

test('a folder that cannot be made is told of', () => {
  const output = makeFolder({ traces: 'a file' });
  const writer = createTraceWriter(output);
  writer.add('traces/a', [trace('0.jsonl')]);
  expect(() => writer.write()).toThrow(/cannot make the folder .*traces/);
});

test('a trace can be read before it is written', () => {
  const output = makeFolder();
  const writer = createTraceWriter(output);
  writer.add('traces/a', [trace('0.jsonl', 'zero\n')]);
  expect(writer.read(path.join(output, 'traces/a/0.jsonl'))).toBe('zero\n');
  expect(writer.read(path.join(output, 'traces/a/1.jsonl'))).toBeUndefined();
  expect(writer.read(path.join(output, 'traces/b/0.jsonl'))).toBeUndefined();
});
