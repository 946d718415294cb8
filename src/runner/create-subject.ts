import type { Clock, Instant } from '../base/clock.ts';
import type { ScenarioCase } from '../scenario/scenario-case.ts';
import { needsProcesses } from './host/needs-processes.ts';
import { createReferenceFleet } from './host/reference-fleet.ts';
import type { BrowserPool } from './subject/browser/browser-pool.ts';
import { createBrowserSubject } from './subject/browser/browser-subject.ts';
import { createCommandSubject } from './subject/command-subject.ts';
import { externalSubject } from './subject/external-subject.ts';
import { createModuleSubject } from './subject/module-subject.ts';
import type { ProcessGuard } from './subject/process-guard.ts';
import { createReferenceSubject } from './subject/reference-subject.ts';
import type { Subject } from './subject/subject.ts';

/** What subjects of a run share. */
export interface SubjectServices {
  readonly clock: Clock;
  readonly guard: ProcessGuard;
  readonly browsers: BrowserPool;
}

/** Who hears of numbered messages; `t` is there when it was not just now. */
export interface SubjectCounters {
  readonly onSent: (stream: string, sequence: number, t?: Instant) => void;
  readonly onDelivered: (stream: string, sequence: number, t?: Instant) => void;
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
    case 'reference': {
      const { policy, count } = client;
      const task = {
        ...{ policy, traffic: traffic.send },
        numbersMessages: target.kind === 'builtin',
        namesItself: count > 1,
      };
      return needsProcesses(client)
        ? createReferenceFleet({ ...task, count, clock, guard, ...counters })
        : createReferenceSubject({ ...task, clock, ...counters });
    }
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
