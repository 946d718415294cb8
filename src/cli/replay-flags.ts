import { formatDurationLiteral } from '../base/duration.ts';
import { redactText } from '../result/redact.ts';
import type { RunSettings } from './run-settings.ts';

/**
 * What stands on the command line in place of what the files say: a printed command needs it to do the same again. A report
 * is read by more people than may connect to the target; who runs the command puts the secrets in again.
 */
export function replayFlagsOf(
  { target, overrides: { timeoutMs, insecure } }: Pick<RunSettings, 'target' | 'overrides'>,
  { allowsRemote, redacts }: { readonly allowsRemote: boolean; readonly redacts: boolean },
): readonly string[] {
  return [
    ...(target === undefined ? [] : ['--target', redacts ? redactText(target.text) : target.text]),
    ...(insecure === true ? ['--insecure'] : []),
    ...(timeoutMs === undefined ? [] : ['--timeout', formatDurationLiteral(timeoutMs)]),
    ...(allowsRemote ? ['--allow-remote'] : []),
    '--trace',
    'on',
    ...(redacts ? [] : ['--no-redact']),
  ];
}
