import { formatDuration } from '../base/duration.ts';
import { lastWords } from '../base/last-words.ts';
import type { FaultSummary } from './observation.ts';
import type { ClientExit } from './read-clients.ts';

/** The sentences that say why an iteration measured nothing. */
export const invalidReasons = {
  disturbed: (why: string | undefined) => why ?? 'the measurement was disturbed',
  neverSteady: (exit: ClientExit | undefined, why: string | undefined) => {
    const detail = exit === undefined ? why : describeExit(exit);
    return detail === undefined ? 'client never steady' : `client never steady: ${detail}`;
  },
  noise: (loopMs: number, limitMs: number) =>
    `event-loop delay ${formatDuration(loopMs)} exceeds ${formatDuration(limitMs)}`,
  neverStarted: (faults: readonly FaultSummary[]) => `no fault started before the iteration ended (${listIds(faults)})`,
  neverInjected: (fault: string) => `fault "${fault}", from which \`measure\` counts, touched nothing`,
  touchedNothing: (faults: readonly FaultSummary[]) =>
    faults.length === 1
      ? `fault "${faults[0]?.id}" touched nothing`
      : `the faults touched nothing (${listIds(faults)})`,
} as const;

/** The first three. */
function listIds(faults: readonly FaultSummary[]): string {
  const ids = faults.slice(0, 3).map(({ id }) => id);
  return `${ids.join(', ')}${faults.length > 3 ? ', …' : ''}`;
}

/** The limit is a rule of the statistics, not a setting: a figure that a busy machine made accuses the wrong one. */
const adviceOnNoise =
  'run fewer iterations at once (--jobs 1) or use a quieter machine; wschaos selftest tells how late this one is. ' +
  'A run may replace more of them (`repeat.maxInvalid`). The limit is fixed, 10 ms or 1 % of the interval of the heartbeat: ' +
  'beyond it a figure tells of the machine, not of the client';

/** What to do about a reason of {@link invalidReasons}; every other text gets the general advice. */
export function adviseOn(reason: string): string {
  if (reason.includes('event-loop delay')) return adviceOnNoise;
  if (reason.includes('never steady')) {
    return 'try the client against the proxy without faults (wschaos proxy TARGET): it must connect and exchange a message';
  }
  if (reason.includes('no fault started')) return 'check `at` and `when` of the faults, or give a longer `timeout`';
  if (reason.includes('touched nothing')) {
    return 'check `connections` and `when` of that fault, and `measure.from`; a fault on new connections needs another one, such as reset, that has the client dial';
  }
  if (reason.includes('target'))
    return 'mend what the reason names; wschaos proxy TARGET shows whether the target answers';
  return 'mend what the reason names';
}

/** `client 2 exited with code 1: Error: boom`; what it said of the reason, cut to 200 characters. */
export function describeExit({ client, code, signal, lastLines }: ClientExit): string {
  const how = signal === null ? `exited with code ${code ?? 'unknown'}` : `was killed by ${signal}`;
  const line = lastWords(lastLines);
  return line === '' ? `client ${client} ${how}` : `client ${client} ${how}: ${shorten(line)}`;
}

/** Cuts a text of somebody else's to 200 characters. */
export function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
