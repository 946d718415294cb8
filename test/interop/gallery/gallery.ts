import { formatDuration } from '../../../src/base/duration.ts';
import { type Verdict, verdicts } from '../../../src/result/run-result.ts';
import { type Cell, sumUpCell } from './cell.ts';
import { failures } from './failures.ts';
import type { Part } from './parts.ts';
import { setUps } from './set-ups.ts';

/** The whole matrix, as data: what Markdown and HTML are written from. */
export interface Gallery {
  /** Days on which it was measured, from and to, and with what. */
  readonly measured: string;
  /** What makes it. */
  readonly command: string;
  /** The columns. */
  readonly failures: readonly string[];
  readonly rows: readonly Row[];
  /** How often each verdict was given, all cells together. */
  readonly counts: readonly { readonly verdict: Verdict; readonly count: number }[];
}

/** One client. */
export interface Row {
  readonly name: string;
  readonly versions: readonly string[];
  readonly configuration: string;
  /** One each column; `undefined` where it was not run. */
  readonly cells: readonly (Cell | undefined)[];
}

/** Puts the parts together, in the order of the lists; what was not measured is left out. */
export function compileGallery(parts: readonly Part[], environment: string): Gallery {
  const columns = failures.map(({ name }) => name).filter((name) => parts.some(({ failure }) => failure === name));
  const rows = setUps.flatMap(({ name, configuration }) => {
    const own = parts.filter(({ setUp }) => setUp === name);
    if (own.length === 0) return [];
    const cellOf = (column: string): Cell | undefined =>
      own.filter(({ failure }) => failure === column).map(sumUpCell)[0];
    const versions = [...new Set(own.flatMap((part) => part.versions))];
    return [{ name, versions, configuration, cells: columns.map(cellOf) }];
  });
  const given = rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.verdicts ?? []));
  return {
    measured: describeMeasurement(parts, environment),
    command: 'npm run gallery',
    failures: columns,
    rows,
    counts: verdicts.flatMap((verdict) => {
      const count = given.filter((one) => one.verdict === verdict).reduce((sum, one) => sum + one.count, 0);
      return count === 0 ? [] : [{ verdict, count }];
    }),
  };
}

function describeMeasurement(parts: readonly Part[], environment: string): string {
  const days = parts.map(({ measuredAt }) => measuredAt.slice(0, 10)).sort();
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const each = (pick: (part: Part) => string): string => [...new Set(parts.map(pick))].sort().join(', ');
  const when = first === last ? first : `${first} to ${last}`;
  const loopDelays = parts.flatMap(({ cases }) =>
    cases.flatMap(({ iterations }) => iterations.map(({ noise }) => noise.loop ?? 0)),
  );
  const noise = `event-loop delay of the measurement at most ${formatDuration(Math.max(0, ...loopDelays))}`;
  return `wschaos ${each(({ wschaos }) => wschaos)}, Node ${each(({ node }) => node)}, ${environment}, ${when}, ${noise}`;
}
