import { WschaosError } from '../base/error.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { faults } from '../faults/index.ts';
import { loadScenario } from '../scenario/load-scenario.ts';

/** A fault as a scenario file writes it: `{fault: 'drop', with: {frames: 'pong'}, for: '5s'}`. */
export interface FaultEntry {
  readonly fault: string;
  readonly id?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/**
 * Reads fault entries by the scenario format's own rules; `hasTls` says that the listener terminates TLS.
 * @throws {WschaosError} `fault.invalid`, with every problem in the message
 */
export function parseFaultEntries(
  entries: readonly FaultEntry[],
  target: string,
  { hasTls = false }: { readonly hasTls?: boolean } = {},
): readonly FaultPlan[] {
  const scenario = {
    version: 1,
    name: 'faults',
    target,
    ...(hasTls ? { listen: { tls: 'self-signed' } } : {}),
    client: 'external',
    repeat: { count: 1, phase: 'none' },
    faults: entries,
  };
  const text = writeJson(scenario);
  const loading = loadScenario({
    file: 'faults',
    env: {},
    faults,
    // There is no iteration that could be over before one begins.
    overrides: { timeoutMs: Number.POSITIVE_INFINITY },
    // JSON is YAML.
    readFile: () => ({ kind: 'text', text }),
    resolvePath: (_folder, name) => name,
    dirname: () => '.',
  });
  if (loading.kind === 'problems') {
    const messages = loading.problems.map(({ message }) => message);
    throw new WschaosError('fault.invalid', messages.join('; '), {
      hint: 'wschaos faults lists the types and their options.',
      problems: messages,
    });
  }
  return loading.cases[0]?.faults ?? [];
}

function writeJson(scenario: unknown): string {
  try {
    return JSON.stringify(scenario);
  } catch (cause) {
    throw new WschaosError('fault.invalid', `a fault must be plain data: ${(cause as Error).message.split('\n')[0]}`, {
      cause,
    });
  }
}
