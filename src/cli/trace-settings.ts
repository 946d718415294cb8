import type { Options } from 'yargs';
import { WschaosError } from '../base/error.ts';
import { parseSize } from '../base/size.ts';
import { formatSuggestion } from '../base/suggest.ts';

const modes = ['on', 'off', 'failures'] as const;

/** The options about traces. */
export const traceOptions = {
  trace: {
    type: 'string',
    requiresArg: true,
    describe: 'Write what went over the wire, a file an iteration: on, off, or failures, the default',
  },
  'trace-payload': {
    type: 'string',
    requiresArg: true,
    describe: 'Show so much of every payload, such as 1KiB; messages are then not compressed',
  },
  redact: { type: 'boolean', describe: 'Leave secrets out of reports and traces, the default; --no-redact: show them' },
} as const satisfies Readonly<Record<string, Options>>;

/** What they ask for. */
export interface TraceSettings {
  readonly mode: 'on' | 'failures';
  readonly payloadBytes: number;
}

/** A payload that somebody reads. */
const maxPayloadBytes = 2 ** 16;

/** `undefined`: no traces. @throws {WschaosError} `cli.usage` */
export function readTraceSettings(args: {
  readonly trace?: string | undefined;
  readonly 'trace-payload'?: string | undefined;
}): TraceSettings | undefined {
  const { trace = 'failures', 'trace-payload': payload } = args;
  const mode = modes.find((one) => one === trace);
  if (mode === undefined) {
    const suggestion = formatSuggestion(trace, modes);
    throw new WschaosError('cli.usage', `--trace: expected on, off or failures, got "${trace}"${suggestion}`);
  }
  const payloadBytes = payload === undefined ? 0 : parsePayload(payload);
  if (mode !== 'off') return { mode, payloadBytes };
  if (payloadBytes === 0) return undefined;
  throw new WschaosError('cli.usage', '--trace-payload: there is no trace with --trace off');
}

function parsePayload(text: string): number {
  const bytes = parseSize(text);
  if (bytes !== undefined && bytes >= 1 && bytes <= maxPayloadBytes) return bytes;
  throw new WschaosError(
    'cli.usage',
    `--trace-payload: expected a size such as "512B", at most "64KiB", got "${text}"`,
  );
}
