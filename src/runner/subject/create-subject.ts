import type { Clock } from '../../base/clock.ts';
import { WschaosError } from '../../base/error.ts';
import type { ScenarioCase } from '../../scenario/scenario-case.ts';
import { createCommandSubject } from './command-subject.ts';
import { externalSubject } from './external-subject.ts';
import { createModuleSubject } from './module-subject.ts';
import type { ProcessGuard } from './process-guard.ts';
import { createReferenceSubject } from './reference-subject.ts';
import type { Subject } from './subject.ts';

/** Who hears of numbered messages. */
export interface SubjectCounters {
  readonly onSent: (stream: string, sequence: number) => void;
  readonly onDelivered: (stream: string, sequence: number) => void;
}

/**
 * The kind of client that a case asks for.
 * @throws {WschaosError} `client.unsupported`
 */
export function createSubject(
  { client, target, traffic }: ScenarioCase,
  clock: Clock,
  guard: ProcessGuard,
  counters: SubjectCounters,
): Subject {
  switch (client.kind) {
    case 'reference':
      return createReferenceSubject({
        policy: client.policy,
        clock,
        traffic: traffic.send,
        numbersMessages: target.kind === 'builtin',
        namesItself: client.count > 1,
        ...counters,
      });
    case 'command':
      return createCommandSubject({ command: client.command, cwd: client.cwd, env: client.env, clock, guard });
    case 'module':
      return createModuleSubject({ module: client.module, options: client.options, cwd: client.cwd, clock, guard });
    case 'external':
      return externalSubject;
    case 'browser':
      throw new WschaosError('client.unsupported', `clients of type "${client.kind}" cannot be run yet`, {
        hint: 'Write the client as a program and use type "command".',
      });
  }
}
