import { WschaosError } from '../base/error.ts';
import { signalExitCodes } from '../result/exit-code.ts';
import { describeEnvironment } from '../runner/environment.ts';
import { realClock } from '../runner/real-clock.ts';
import { behaviours } from '../runner/selftest/behaviours.ts';
import type { Behaviour } from '../runner/selftest/define-behaviours.ts';
import { type MachineFigures, measureMachine } from '../runner/selftest/measure-machine.ts';
import { type BehaviourResult, runSelftest } from '../runner/selftest/run-selftest.ts';
import { defineCommand } from './define-command.ts';
import { signalRow } from './exit-codes.ts';
import type { EndSignal } from './io.ts';
import { listenForEnd } from './listen-for-end.ts';
import { showGroup, showMachine, sumUp } from './show-selftest.ts';

export const selftest = defineCommand({
  name: 'selftest',
  usage: '',
  summary: 'Is the proxy transparent on this machine, and can this machine measure?',
  positionals: {},
  options: {
    grep: {
      type: 'string',
      alias: 'g',
      requiresArg: true,
      describe: 'Only behaviours whose "GROUP: NAME" matches this regular expression',
    },
    json: { type: 'boolean', describe: 'Print JSON: every behaviour with what both ends saw, and the figures' },
    verbose: { type: 'boolean', alias: 'v', describe: 'Show what both ends saw, also where nothing differs' },
  },
  examples: [
    ['$0 selftest', 'everything, in a few seconds'],
    ["$0 selftest -g 'close: 1012' -v", 'one behaviour, in full'],
  ],
  epilogue:
    'Each behaviour is done directly and through the proxy, and what both ends saw is compared. A difference that no such ' +
    'proxy can avoid is declared: it must be there exactly as declared.',
  exitCodes: [
    ['0', 'nothing differs but what is declared'],
    ['1', 'something else does'],
    ['2', 'bad flag, no such behaviour'],
    ['3', 'not possible here even directly, or too busy to measure'],
    signalRow,
  ],
  async run({ grep, json = false, verbose = false }, { io, paintFor }) {
    const selected = selectBehaviours(grep);
    const show = { width: io.stdout.columns ?? 80, paint: paintFor(io.stdout), verbose };
    const end = listenForEnd(io, () => {});
    try {
      const results: BehaviourResult[] = [];
      for (const [group, members] of groupOf(selected)) {
        const done = await runSelftest({ behaviours: members, clock: realClock, signal: end.abort });
        results.push(...done);
        if (!json && done.length > 0) io.stdout.write(`${showGroup(group, done, show)}\n`);
      }
      const { loopDelayFloorMs: limitMs } = io;
      const machine = await measureMachine({
        clock: realClock,
        signal: end.abort,
        ...(limitMs === undefined ? {} : { limitMs }),
      });
      io.stdout.write(
        json
          ? `${JSON.stringify({ env: describeEnvironment(io.env), behaviours: results, machine }, null, 2)}\n`
          : `${sumUp(results)}\n${showMachine(machine)}\n`,
      );
      return exitCodeOf(results, machine, end.signal);
    } finally {
      end.dispose();
    }
  },
});

function selectBehaviours(grep: string | undefined): readonly Behaviour[] {
  if (grep === undefined) return behaviours;
  const pattern = parsePattern(grep);
  const selected = behaviours.filter(({ group, name }) => pattern.test(`${group}: ${name}`));
  if (selected.length > 0) return selected;
  throw new WschaosError('cli.nothing-selected', `none of the ${behaviours.length} behaviours matches "${grep}"`, {
    hint: 'wschaos selftest shows them all.',
  });
}

function parsePattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (cause) {
    throw new WschaosError('cli.usage', `--grep: "${text}" is not a regular expression`, { cause });
  }
}

function groupOf(selected: readonly Behaviour[]): ReadonlyMap<string, readonly Behaviour[]> {
  const groups = new Map<string, Behaviour[]>();
  for (const behaviour of selected) {
    const members = groups.get(behaviour.group) ?? [];
    groups.set(behaviour.group, [...members, behaviour]);
  }
  return groups;
}

/** 1 beats 3, as everywhere. */
function exitCodeOf(
  results: readonly BehaviourResult[],
  { canMeasure }: MachineFigures,
  signal: EndSignal | undefined,
): number {
  if (signal !== undefined) return signalExitCodes[signal];
  if (results.some(({ verdict }) => verdict === 'different')) return 1;
  return results.some(({ verdict }) => verdict === 'unmeasured') || !canMeasure ? 3 : 0;
}
