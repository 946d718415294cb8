/** One thing wrong in a scenario file, at its place. */
export interface Problem {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** What, which, expected, in one line: `unknown fault "latncy" (did you mean "latency"?)`. */
  readonly message: string;
  /** How long the marked text is; the code frame underlines it. */
  readonly length: number;
  /** The file's text, for the code frame. */
  readonly source: string;
}
