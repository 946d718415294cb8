import { styleText } from 'node:util';
import { type Paint, paintNothing } from '../report/define-reporter.ts';
import type { Io, TextOutput } from './io.ts';

/**
 * Colours for an output. `--color` and `--no-color` decide; without them FORCE_COLOR, then NO_COLOR (any text but the empty
 * one), then TERM=dumb; else a terminal gets colours and nothing else does.
 */
export function createPaint(output: TextOutput, env: Io['env'], flag: boolean | undefined): Paint {
  return (flag ?? wantsColor(output, env)) ? paint : paintNothing;
}

// The decision is made here, for the output at hand: `styleText` would look at the process's stdout.
const paint: Paint = (style, text) => styleText(style, text, { validateStream: false });

function wantsColor({ isTerminal }: TextOutput, { FORCE_COLOR, NO_COLOR, TERM }: Io['env']): boolean {
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return isTerminal && TERM !== 'dumb';
}
