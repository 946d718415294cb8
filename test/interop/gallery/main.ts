import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { describeEnvironment } from '../../../src/runner/environment.ts';
import { root } from '../../architecture/tree.ts';
import { sumUpCell } from './cell.ts';
import { describeCell } from './describe-cell.ts';
import { failures } from './failures.ts';
import { compileGallery } from './gallery.ts';
import { loadParts, savePart } from './parts.ts';
import { runCells } from './run-cells.ts';
import { setUps } from './set-ups.ts';
import { writeGallery, writeIntoReadme } from './write-gallery.ts';

const usage =
  'npm run gallery -- [SET-UP...] [--failures NAME,NAME] [--output FOLDER] [--jobs N] [--max-loop-delay MS] [--fresh] [--readme]';

interface Request {
  readonly setUps: readonly string[];
  readonly failures: readonly string[];
  readonly output: string;
  readonly jobs: number;
  readonly maxLoopDelayMs: number;
  readonly fresh: boolean;
  readonly readme: boolean;
}

function readArguments(argv: readonly string[]): Request {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      failures: { type: 'string' },
      output: { type: 'string', default: 'wschaos-results/gallery' },
      jobs: { type: 'string', default: '12' },
      // Programs that start beside the measurement make it noisier than one client alone.
      'max-loop-delay': { type: 'string', default: '50' },
      fresh: { type: 'boolean', default: false },
      readme: { type: 'boolean', default: false },
    },
  });
  const asked = values.failures?.split(',') ?? [];
  checkKnown('set-up', positionals, setUps);
  checkKnown('failure', asked, failures);
  return {
    setUps: positionals,
    failures: asked,
    output: values.output,
    jobs: readWhole('--jobs', values.jobs),
    maxLoopDelayMs: readWhole('--max-loop-delay', values['max-loop-delay']),
    fresh: values.fresh,
    readme: values.readme,
  };
}

function readWhole(option: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new TypeError(`${option} must be a whole number from 1, not ${text}`);
}

function checkKnown(what: string, asked: readonly string[], known: readonly { readonly name: string }[]): void {
  const unknown = asked.filter((name) => known.every((one) => one.name !== name));
  if (unknown.length === 0) return;
  throw new TypeError(`unknown ${what} ${unknown.join(', ')}; expected ${known.map(({ name }) => name).join(', ')}`);
}

async function measure(request: Request): Promise<void> {
  const partsFolder = path.join(request.output, 'parts');
  const kept = request.fresh ? [] : loadParts(partsFolder);
  const wanted = setUps
    .filter(({ name }) => request.setUps.length === 0 || request.setUps.includes(name))
    .flatMap((setUp) => failures.map((failure) => ({ setUp, failure })))
    .filter(({ failure }) => request.failures.length === 0 || request.failures.includes(failure.name))
    .filter(({ setUp, failure }) => !kept.some((part) => part.setUp === setUp.name && part.failure === failure.name));
  const end = new AbortController();
  const onEnd = (): void => end.abort();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, onEnd);
  const startedAt = performance.now();
  let left = wanted.length;
  await runCells({
    wanted,
    folder: path.resolve(request.output, 'scenarios'),
    jobs: request.jobs,
    maxLoopDelayMs: request.maxLoopDelayMs,
    signal: end.signal,
    onPart(part) {
      savePart(partsFolder, part);
      left--;
      const { setUp, failure } = part;
      console.error(`${left} left  ${setUp} · ${failure}: ${describeCell(sumUpCell(part))}`);
    },
  });
  const { os, cpus } = describeEnvironment();
  const gallery = compileGallery(loadParts(partsFolder), `${os}, ${cpus} processors`);
  const files = writeGallery(request.output, gallery);
  if (request.readme) writeIntoReadme(path.join(root, 'README.md'), gallery);
  console.error(`${((performance.now() - startedAt) / 1_000).toFixed(0)} s: ${files.join(', ')}`);
  if (left > 0) process.exitCode = 1;
}

function readOrExplain(argv: readonly string[]): Request | undefined {
  try {
    return readArguments(argv);
  } catch (error) {
    // `parseArgs` throws them, too.
    if (!(error instanceof TypeError)) throw error;
    console.error(`${error.message}\nusage: ${usage}`);
    process.exitCode = 2;
    return undefined;
  }
}

const request = readOrExplain(process.argv.slice(2));
if (request !== undefined) await measure(request);
