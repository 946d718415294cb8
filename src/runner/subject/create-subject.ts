import type { Clock } from '../../base/clock.ts';
import type { ScenarioCase } from '../../scenario/scenario-case.ts';
import type { BrowserPool } from './browser/browser-pool.ts';
import { createBrowserSubject } from './browser/browser-subject.ts';
import { createCommandSubject } from './command-subject.ts';
import { externalSubject } from './external-subject.ts';
import { createModuleSubject } from './module-subject.ts';
import type { ProcessGuard } from './process-guard.ts';
import { createReferenceSubject } from './reference-subject.ts';
import type { Subject } from './subject.ts';

/** What subjects of a run share. */
export interface SubjectServices {
  readonly clock: Clock;
  readonly guard: ProcessGuard;
  readonly browsers: BrowserPool;
}

/** Who hears of numbered messages. */
export interface SubjectCounters {
  readonly onSent: (stream: string, sequence: number) => void;
  readonly onDelivered: (stream: string, sequence: number) => void;
}

/**
 * The kind of client that a case asks for.
 */
export function createSubject(
  { client, target, traffic }: ScenarioCase,
  { clock, guard, browsers }: SubjectServices,
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
    case 'browser':
      return createBrowserSubject({ ...client, clock, browsers });
    case 'external':
      return externalSubject;
  }
}
