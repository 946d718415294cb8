import { type EventProgramOptions, startEventProgram } from './event-program.ts';
import type { Subject } from './subject.ts';

/** A client that is a program, in any language. */
export type CommandSubjectOptions = Omit<EventProgramOptions, 'onLine'>;

/** Runs a program as the client under test: it dials `WSCHAOS_URL` and may print its events. */
export function createCommandSubject(options: CommandSubjectOptions): Subject {
  return { start: (context) => startEventProgram(options, context) };
}
