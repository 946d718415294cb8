import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseReporters } from '../../src/cli/reporter-requests.ts';
import { createResultWriter } from '../../src/cli/write-results.ts';
import { paintNothing } from '../../src/report/define-reporter.ts';
import { json } from '../../src/report/json.ts';
import { plain } from '../../src/report/plain.ts';
import { table } from '../../src/report/table.ts';
import { caseOf, runOf } from '../report/example-run.ts';
import { createTestIo, makeFolder } from './test-io.ts';

const result = runOf([caseOf()]);
const options = { color: paintNothing, ascii: false } as const;

function writerFor(reporters: string, columns?: number) {
  const io = createTestIo({ cwd: makeFolder(), ...(columns === undefined ? {} : { columns }) });
  const requests = parseReporters([{ text: reporters, source: '--reporter' }]);
  const write = createResultWriter({ io, requests, output: 'out', paint: paintNothing, ascii: false, replayFlags: [] });
  return { io, write };
}

test('results.json is always written, whole, into the output folder', () => {
  const { io, write } = writerFor('plain');
  expect(existsSync(path.join(io.cwd, 'out/results.json'))).toBe(false);
  expect(write(result)).toBe('out/results.json');
  expect(readFileSync(path.join(io.cwd, 'out/results.json'), 'utf8')).toBe(
    json.render(result, { ...options, width: 80 }),
  );
  expect(readdirSync(path.join(io.cwd, 'out'))).toEqual(['results.json']);
});

test('stdout gets the reporters without a file, files the others, at the width of a terminal or at 80', () => {
  const { io, write } = writerFor('table,plain:logs/deep/plain.txt,table:table.txt', 200);
  write(result);
  expect(io.stdout.text).toBe(table.render(result, { ...options, width: 200 }));
  expect(readFileSync(path.join(io.cwd, 'logs/deep/plain.txt'), 'utf8')).toBe(
    plain.render(result, { ...options, width: 80 }),
  );
  expect(readFileSync(path.join(io.cwd, 'table.txt'), 'utf8')).toBe(table.render(result, { ...options, width: 80 }));
});

test('without a folder only what the reporters write is written', () => {
  const io = createTestIo({ cwd: makeFolder() });
  const requests = parseReporters([{ text: 'plain,json:here.json', source: '--reporter' }]);
  const write = createResultWriter({
    ...{ io, requests, output: undefined, paint: paintNothing, ascii: false, replayFlags: [] },
  });
  expect(write(result)).toBeUndefined();
  expect(readdirSync(io.cwd)).toEqual(['here.json']);
});

test('a folder that cannot be made fails before the run', () => {
  const folder = makeFolder({ out: 'a file' });
  const request = { io: createTestIo({ cwd: folder }), requests: [], output: 'out', paint: paintNothing };
  expect(() => createResultWriter({ ...request, ascii: false, replayFlags: [] })).toThrow(
    `cannot make the folder ${folder}/out: ${folder}/out is no folder`,
  );
});

test.each([
  [
    'two reports in one file',
    'json:a.json,plain:./a.json',
    '--reporter: json and plain are both to be written to ./a.json',
  ],
  ['a report in place of results.json', 'plain:out/results.json', '--reporter: json and plain are both to be'],
  ['a file that is a folder', 'json:.', ': it is a folder'],
])('%s: refused before the run', (_what, reporters, message) => {
  expect(() => writerFor(reporters)).toThrow(message);
});

test('descriptors of stdout and stderr are the streams', () => {
  const { io, write } = writerFor('plain:/dev/fd/1,json:/dev/stderr,json:out/results.json');
  write(result);
  expect(io.stdout.text).toBe(plain.render(result, { ...options, width: 80 }));
  expect(io.stderr.text).toBe(json.render(result, { ...options, width: 80 }));
});

test('a file that cannot be written is named', () => {
  const { io, write } = writerFor('plain');
  mkdirSync(path.join(io.cwd, 'out/results.json'));
  expect(() => write(result)).toThrow(`cannot write ${io.cwd}/out/results.json: it is a folder`);
});
