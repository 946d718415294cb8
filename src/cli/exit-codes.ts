/** What an exit code, or several, mean: `['0', 'no problems']`. */
export type ExitCodeRow = readonly [code: string, meaning: string];

/** How a run is ended from outside; of every command that takes its time. */
export const signalRow: ExitCodeRow = ['129, 130, 143', 'ended by SIGHUP, SIGINT, SIGTERM'];

/** The rows of the help; the README's table says the same at length. */
const meanings: readonly ExitCodeRow[] = [
  ['0', 'every expectation of level "error" held, no regression'],
  ['1', 'an expectation failed, or a comparison says slower'],
  ['2', 'bad flag or scenario, unknown metric, nothing to run or to compare with'],
  ['3', 'could not measure'],
  signalRow,
];

/** The part of a help that tells them; a command without codes of its own has those of a run. */
export function formatExitCodes(rows: readonly ExitCodeRow[] = meanings): string {
  return ['Exit codes:', ...rows.map(([code, meaning]) => `  ${code.padEnd(15)}${meaning}`)].join('\n');
}

/** What goes wrong around a run, not in what the user wrote. */
const circumstances: readonly string[] = [
  'target.unreachable',
  'target.occupied',
  'target.exited',
  'target.not-found',
  'target.not-started',
  'client.not-found',
  'client.not-started',
  'port.in-use',
  'listen.failed',
  'server.listen',
  'output.failed',
];

/** 3 when the world around was not as it had to be, 2 when the user is to correct something. */
export function exitCodeOfError(code: string): 2 | 3 {
  return circumstances.includes(code) ? 3 : 2;
}

/** Of a defect of wschaos itself: nothing was measured. */
export const exitCodeOfDefect = 3;
