import path from 'node:path';
import { WschaosError } from '../base/error.ts';
import type { ExitCircumstances } from '../result/exit-code.ts';
import { describeModuleError } from '../runner/subject/describe-module-error.ts';
import { findCulprit } from './find-culprit.ts';
import type { Io } from './io.ts';
import { nameReporters } from './name-reporters.ts';
import type { ReporterRequest } from './reporter-requests.ts';

/** What of the reports is missing. */
export type Missing = Required<Pick<ExitCircumstances, 'isReportMissing' | 'isOutputMissing'>>;

/** What goes wrong behind the back of a command that writes reports. */
export interface Strays {
  /** From now on nothing but reporters is at work. */
  askReporters(): void;
  /**
   * The command is over, with the code that this gives for what is missing, beside what the command knows of itself; should
   * more go missing later, it ends with another.
   */
  settle(code: (missing: Missing) => number, known?: Missing): number;
}

/**
 * Sees to it that neither an error that a reporter of the user's lets go uncaught, nor a stdout that is full, ends the command
 * or hides its verdict: each is told once, and counts as a report that is missing.
 */
export function hearStrays(requests: readonly ReporterRequest[], io: Io): Strays {
  const own = requests.flatMap((one) => (one.kind === 'own' ? [one] : []));
  const fileOf = ({ module }: { readonly module: string }): string => path.resolve(io.cwd, module);
  const missing = { ...nothing };
  const told = new Set<string>();
  let areAsked = false;
  let finalCode: (() => number) | undefined;

  const describe = (error: unknown, isRejection: boolean): string | undefined => {
    if (error instanceof WschaosError && error.code === 'output.failed') {
      missing.isOutputMissing = true;
      return error.message;
    }
    const culprit =
      own.length === 0 ? undefined : findCulprit({ error, isRejection }, { modules: own.map(fileOf), areAsked });
    if (culprit === undefined) return undefined;
    missing.isReportMissing = true;
    const suspects = own.filter((one) => culprit === 'some' || fileOf(one) === culprit);
    return `${nameReporters(suspects)} let an error go uncaught: ${describeModuleError(reasonOf(error), culprit)}`;
  };

  io.onStray((error, isRejection) => {
    const message = describe(error, isRejection);
    if (message === undefined) return false;
    if (!told.has(message)) io.stderr.write(`wschaos: ${message}\n`);
    told.add(message);
    if (finalCode !== undefined) io.claimExitCode(finalCode());
    return true;
  });

  return {
    askReporters() {
      areAsked = true;
    },
    settle(code, known = nothing) {
      finalCode = () =>
        code({
          isReportMissing: missing.isReportMissing || known.isReportMissing,
          isOutputMissing: missing.isOutputMissing || known.isOutputMissing,
        });
      return finalCode();
    },
  };
}

const nothing: Missing = { isReportMissing: false, isOutputMissing: false };

/** Node wraps what is no error, in words of its own. */
function reasonOf(error: unknown): unknown {
  if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code !== 'ERR_UNHANDLED_REJECTION') return error;
  const [, reason] = /with the reason "([\s\S]*)"\.?$/.exec(error.message) ?? [];
  return reason === undefined ? error : new Error(reason);
}
