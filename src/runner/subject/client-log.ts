import { createOutputLog, type OutputLog } from './output-log.ts';

/** The longest line that is kept of what a client prints, in bytes. */
export const maxClientLineBytes = 2_000;
const maxLines = 200;
/** How many of the last lines describe a crash. */
const maxLastLines = 20;

/** The last lines that a client under test printed. */
export interface ClientLog extends OutputLog {
  /** Those that describe its end. */
  readonly lastLines: readonly string[];
}

/** The log of one client, whatever it is: a text that is added is split into lines, and each is cut. */
export function createClientLog(): ClientLog {
  const log = createOutputLog(maxLines, maxClientLineBytes);
  return {
    note: log.note,
    settle: log.settle,
    add(text) {
      for (const line of text.split('\n')) log.add(line.slice(0, maxClientLineBytes));
    },
    get lines() {
      return log.lines;
    },
    get lastLines() {
      return log.lines.slice(-maxLastLines);
    },
  };
}
