import { realClock } from '../runner/real-clock.ts';
import { defineCommand } from './define-command.ts';
import { endDespiteReporters } from './end-despite-reporters.ts';
import { listenForEnd } from './listen-for-end.ts';
import { runOnce } from './run-once.ts';
import { runOptions } from './run-options.ts';
import { readRunRequest } from './run-request.ts';
import { listSources } from './watch/list-sources.ts';
import { watchRuns } from './watch/watch-runs.ts';

export const run = defineCommand({
  name: 'run',
  usage: '[files..]',
  summary: 'Run scenarios and judge them',
  positionals: {
    files: {
      type: 'string',
      array: true,
      describe: 'Files, folders, builtin:NAME or builtin:SUITE; default: scenarios/**/*.yaml',
    },
  },
  options: runOptions,
  examples: [
    ['$0 run scenarios/refuse.yaml', 'one file'],
    ['$0 run --tag ci --reporter table,json:out.json', 'those with a tag; two reports'],
    ['$0 run builtin:half-open -t ws://127.0.0.1:8080', 'a bundled scenario against a server of yours'],
    ['$0 run builtin:ci -t ws://127.0.0.1:8080', 'the suite for CI against it, without a file'],
  ],
  epilogue:
    'An option comes before its variable, a variable before the file. stdout is the result, stderr is progress. ' +
    'Ctrl-C lifts the faults and writes what was measured; twice stops at once. --watch waits for changes of the scenarios, ' +
    'what they extend, and the modules, pages and programs of theirs; and of a reporter of yours, not of what it imports.',
  async run({ files = [], ...args }, context) {
    const { io, paintFor } = context;
    const request = readRunRequest(files, args, io);
    const programs = request.settings.reporters.flatMap((one) => (one.kind === 'own' ? [one.module] : []));
    const end = listenForEnd(io, () => {});
    try {
      if (args.watch !== true) return await runOnce(request, context, { signal: end.abort, end });
      return await watchRuns({
        io,
        clock: realClock,
        paint: paintFor(io.stderr),
        isQuiet: args.quiet === true,
        list: () => listSources(files, { ...io, programs }),
        once: (signal, isRestart) => runOnce(request, context, { signal, end, isRestart }),
        end,
      });
    } finally {
      end.dispose();
      endDespiteReporters(request.settings.reporters, io);
    }
  },
});
