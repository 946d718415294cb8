import path from 'node:path';
import { formatTolerance } from '../report/tolerance-report.ts';
import { exitCode } from '../result/exit-code.ts';
import type { CaseTolerance, TolerancePoint, ToleranceResult } from '../result/tolerance-result.ts';
import { toleranceSearches } from '../result/tolerance-searches.ts';
import { findTolerance } from '../runner/find-tolerance.ts';
import { realClock } from '../runner/real-clock.ts';
import { toolVersion } from '../runner/tool-version.ts';
import { checkRemote } from './check-remote.ts';
import { chooseCases } from './choose-cases.ts';
import { defineCommand } from './define-command.ts';
import { signalRow } from './exit-codes.ts';
import { listenForEnd } from './listen-for-end.ts';
import { loadCases } from './load-cases.ts';
import { makeFolder } from './make-folder.ts';
import { refuseMissingFiles } from './refuse-missing-files.ts';
import { readRunSettings } from './run-settings.ts';
import { readScale, readSearches, toleranceOptions } from './tolerance-settings.ts';
import { writeWhole } from './write-whole.ts';

const defaultRepeat = 4;

export const tolerance = defineCommand({
  name: 'tolerance',
  usage: '[files..]',
  summary: 'Find, by bisection, the longest pause and the slowest line at which a client keeps its link',
  positionals: {
    files: {
      type: 'string',
      array: true,
      describe: 'As for run; client and target are taken from them, and a benign fault stands in place of theirs',
    },
  },
  options: toleranceOptions,
  examples: [
    ['$0 tolerance client.yaml', 'both searches'],
    ['$0 tolerance client.yaml --search pause --min 1s --max 30s --resolution 250ms', 'a client of no known heartbeat'],
    ['$0 tolerance builtin:half-open -t ws://127.0.0.1:8080', 'the reference client at a server of yours'],
  ],
  epilogue:
    'Each point is tried at several phases of the heartbeat, for where in it a pause falls decides. Client and target come ' +
    'from the file.',
  exitCodes: [
    ['0', 'found, also where it lies beyond the scale'],
    ['2', 'bad flag or scenario, nothing to search'],
    ['3', 'could not measure, as where a link breaks without a fault'],
    signalRow,
  ],
  async run({ files = [], ...args }, { io, paintFor }) {
    const settings = readRunSettings(args, io.env);
    const searches = readSearches(args);
    const loaded = loadCases({ files, overrides: settings.overrides, io, paint: paintFor(io.stderr) });
    const { cases, warning } = chooseCases(loaded, args, settings.target?.source);
    refuseMissingFiles(cases, loaded, paintFor(io.stderr));
    if (warning !== undefined) io.stderr.write(`wschaos: ${warning}\n`);
    if (!args['allow-remote']) for (const { id, target } of cases) checkRemote(`case "${id}"`, target);
    const plans = cases.flatMap((scenario) =>
      searches.map((search) => ({ scenario, search, scale: readScale(search, args, scenario.client) })),
    );
    const file = path.join(settings.output, 'tolerance.json');
    makeFolder(path.resolve(io.cwd, settings.output));

    const { seed, jobs } = settings;
    const repeat = settings.overrides.repeat ?? defaultRepeat;
    const say = (line: string): void => {
      if (args.quiet !== true) io.stderr.write(`${line}\n`);
    };
    const end = listenForEnd(io, () => say('Stopping: what was found is written. Once more stops at once.'));
    const startedAt = realClock.now();
    const found: CaseTolerance[] = [];
    /** Where a client that dials by itself goes on dialling, from one search to the next. */
    const ports = new Map<string, number>();
    try {
      for (const { scenario, search, scale } of plans) {
        if (end.abort.aborted) break;
        const one = await findTolerance({
          ...{ scenario, search, scale, repeat, seed, jobs },
          ...(io.loopDelayFloorMs === undefined ? {} : { loopDelayFloorMs: io.loopDelayFloorMs }),
          signal: end.abort,
          port: ports.get(scenario.id),
          onAddress(url) {
            ports.set(scenario.id, Number(new URL(url).port));
            say(`${scenario.id}: waiting for your client at ${url}`);
          },
          onPoint: (point) => say(`${scenario.id}  ${describePoint(search, point)}`),
        });
        found.push(one);
      }
      const { signal } = end;
      const result: ToleranceResult = {
        ...{ schema: 'wschaos/tolerance@1', tool: toolVersion(), seed, repeat, interrupted: end.abort.aborted },
        ...{ elapsedMs: realClock.now() - startedAt, cases: found },
      };
      writeWhole(path.resolve(io.cwd, file), `${JSON.stringify(result, undefined, 2)}\n`);
      io.stdout.write(formatTolerance(result));
      say(`results: ${file}`);
      const statuses = found.map(({ finding }) => ({
        status: finding.kind === 'unmeasured' ? ('unmeasured' as const) : ('pass' as const),
        ...(finding.kind === 'unmeasured' && finding.reasonKind !== undefined
          ? { reasonKind: finding.reasonKind }
          : {}),
      }));
      const shard = { index: 1, total: 1 };
      return exitCode({ interrupted: result.interrupted, shard, cases: statuses }, { warnOnly: false, signal });
    } finally {
      end.dispose();
    }
  },
});

function describePoint(search: CaseTolerance['search'], point: TolerancePoint): string {
  const { value, kept, measured } = point;
  const what = value === null ? 'no fault' : `${search} ${value} ${toleranceSearches[search].unit}`;
  const outcome = point.kind === 'unmeasured' ? point.reason : `kept its link in ${kept} of ${measured}`;
  return `${what}: ${outcome}`;
}
