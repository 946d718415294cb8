import { cutText } from '../base/cut-text.ts';
import { formatDuration } from '../base/duration.ts';
import { lastWords } from '../base/last-words.ts';
import { stripTerminalCodes } from '../base/strip-terminal-codes.ts';
import type { FaultSummary } from './observation.ts';
import type { ClientExit } from './read-clients.ts';
import type { CaseResult, InvalidKind, UnmeasuredKind } from './run-result.ts';

/** Why an iteration measured nothing: for programs, and as a sentence. */
export interface InvalidReason {
  readonly kind: InvalidKind;
  readonly text: string;
}

const touchedNothing = (text: string): InvalidReason => ({ kind: 'touched-nothing', text });

export const invalidReasons = {
  disturbed: (why: string | undefined): InvalidReason => ({
    kind: 'disturbed',
    text: why ?? 'the measurement was disturbed',
  }),
  /** `noise`: what may have kept the client from it. */
  neverSteady: (exit: ClientExit | undefined, why: string | undefined, noise?: InvalidReason): InvalidReason => {
    const detail = exit === undefined ? why : describeExit(exit);
    const text = detail === undefined ? 'client never steady' : `client never steady: ${detail}`;
    return { kind: 'never-steady', text: noise === undefined ? text : `${text}; and ${noise.text}` };
  },
  noise: (loopMs: number, limitMs: number): InvalidReason => ({
    kind: 'noise',
    text: `event-loop delay ${formatDuration(loopMs)} exceeds ${formatDuration(limitMs)}`,
  }),
  neverStarted: (faults: readonly FaultSummary[]): InvalidReason => ({
    kind: 'never-started',
    text: `no fault started before the iteration ended (${listIds(faults)})`,
  }),
  neverInjected: (fault: string) => touchedNothing(`fault "${fault}", from which \`measure\` counts, touched nothing`),
  touchedNothing: (faults: readonly FaultSummary[]) =>
    touchedNothing(
      faults.length === 1
        ? `fault "${faults[0]?.id}" touched nothing`
        : `the faults touched nothing (${listIds(faults)})`,
    ),
} as const;

/** The first three. */
function listIds(faults: readonly FaultSummary[]): string {
  const ids = faults.slice(0, 3).map(({ id }) => id);
  return `${ids.join(', ')}${faults.length > 3 ? ', …' : ''}`;
}

/** Of what measured nothing; nothing where nobody has to do anything. */
const advice: Readonly<Record<Exclude<UnmeasuredKind, 'disturbed'>, string>> = {
  'never-steady':
    'try the client against the proxy without faults (wschaos proxy TARGET): it must connect and exchange a message',
  'never-started': 'check `at` and `when` of the faults, or give a longer `timeout`',
  'touched-nothing':
    'check `connections` and `when` of that fault, and `measure.from`; a fault on new connections needs another one, such as reset, that has the client dial',
  // One that others may have disturbed is repeated by itself before it counts: fewer at once would be no help. The limit is a
  // rule of the statistics, not a setting: a figure that a busy machine made accuses the wrong one.
  noise:
    'use a quieter machine: nothing of this run was beside those iterations; wschaos selftest tells how late this one is. ' +
    'A run may replace more of them (`repeat.maxInvalid`). The limit is fixed, 10 ms or 1 % of the interval of the heartbeat: ' +
    'beyond it a figure tells of the machine, not of the client',
  'not-loaded': 'mend the module at that place; node FILE, or your compiler, shows the same without wschaos',
  interrupted: '',
};

/** What to do about a case that could not be measured; empty where that is nothing. */
export function adviseOn({ reason = '', reasonKind = 'disturbed' }: Pick<CaseResult, 'reason' | 'reasonKind'>): string {
  if (reasonKind !== 'disturbed') return advice[reasonKind];
  const isTarget = reason.includes('target');
  return `mend what the reason names${isTarget ? '; wschaos proxy TARGET shows whether the target answers' : ''}`;
}

/** `client 2 exited with code 1: Error: boom`; what it said of the reason, cut to 200 characters. */
export function describeExit({ client, code, signal, lastLines }: ClientExit): string {
  const how = signal === null ? `exited with code ${code ?? 'unknown'}` : `was killed by ${signal}`;
  const line = lastWords(lastLines);
  return line === '' ? `client ${client} ${how}` : `client ${client} ${how}: ${shorten(line)}`;
}

/** A text of somebody else's on one line, without what a terminal takes for commands, cut to 200 characters. */
export function shorten(text: string): string {
  const line = stripTerminalCodes(text)
    .replace(/[\t-\r]/g, ' ')
    .replace(/\p{Cc}/gu, '');
  return cutText(line, 200, '…');
}
