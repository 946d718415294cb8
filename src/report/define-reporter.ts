import type { CaseResult, IterationResult, RunResult } from '../result/run-result.ts';

/** What colour may say; it never says anything alone. Names as `util.styleText` has them. */
type PaintStyle = 'red' | 'green' | 'yellow' | 'dim' | 'bold';

/** Colours a text, or returns it as it is. */
export type Paint = (style: PaintStyle, text: string) => string;

/** No colour at all. */
export const paintNothing: Paint = (_style, text) => text;

/** What a reporter must know about the place that it writes to. */
export interface RenderOptions {
  /** Columns. */
  readonly width: number;
  readonly color: Paint;
  /** No character beyond ASCII of the reporter's own. Names and texts of the user stay as they are. */
  readonly ascii: boolean;
  /** Options of the run that a replay needs too: `--target`, … */
  readonly replayFlags?: readonly string[];
  /** What the run was compared with, whole, where it is at hand. */
  readonly baseline?: RunResult;
  /** The text of an iteration's trace, where it is at hand. */
  readonly readTrace?: (trace: string) => string | undefined;
  /** What a file is called from the root of its repository; `undefined` where it is not in one. */
  readonly repositoryPath?: (file: string) => string | undefined;
}

/** How a reporter tells of a run that goes on; each gives whole lines. */
export interface LiveTexts {
  readonly iteration: (caseId: string, result: IterationResult) => string;
  readonly case: (result: CaseResult) => string;
  readonly end: (result: RunResult) => string;
}

/** One output format: one file in `src/report`, one line in `index.ts`. */
export interface Reporter<Name extends string = string> {
  /** What `--reporter` calls it. */
  readonly name: Name;
  /** One line for the help and the README table. */
  readonly summary: string;
  /** Where it writes without `NAME:FILE`, in the output folder; `undefined` is stdout. */
  readonly defaultFile: string | undefined;
  /** Its text must be alone on stdout: a program reads it. */
  readonly isAlone?: boolean;
  /** The whole text, with a newline at its end; empty where there is nothing to say. */
  readonly render: (result: RunResult, options: RenderOptions) => string;
  /** The same text in pieces, for stdout while the run goes on. */
  readonly live?: LiveTexts;
}

/** Types a reporter and keeps its name a literal. */
export function defineReporter<const Name extends string>(reporter: Reporter<Name>): Reporter<Name> {
  return reporter;
}
