import { z } from 'zod';
import type { ProcessAction } from './action.ts';
import { defineFault, type Refusals } from './define-fault.ts';

const actions = ['kill', 'terminate', 'pause', 'resume', 'restart'] as const;
type What = (typeof actions)[number];

/**
 * What happens to the server's process itself: its kernel ends its sockets, or nobody reads them. What the action took away
 * comes back when the fault is lifted; one that takes nothing away is over when it is done.
 */
export const server = defineFault({
  type: 'server',
  layer: 'process',
  appliesTo: 'process',
  program: 'server',
  lifetime: 'lasting',
  delivery: 'kept',
  summary: 'Kill, terminate, pause, resume or restart the server that a `target.command` started.',
  wireFact:
    'killed or terminated: FIN or RST on every connection, then refused dials until it runs again; paused: connections stay up, dials are accepted, and nothing answers',
  options: z.strictObject({
    action: z.enum(actions).describe('SIGKILL, SIGTERM, SIGSTOP, SIGCONT, or SIGTERM and a new start.'),
  }),
  example: { action: 'kill' },
  exampleSetting: { target: { command: ['node', 'server.js'], url: 'ws://127.0.0.1:8080' } },
  refuses: ({ action }) => (onLift[action] === undefined ? untilDone(action) : {}),
  // How long a server takes to end after SIGTERM is its own affair.
  sign: ({ action }) => signs[action] ?? 'none',
  explain: ({ action }) => explanations[action],
  create: ({ action }) => {
    const back = onLift[action];
    return {
      onStart: () => processActions(onStart[action]),
      ...(back === undefined ? {} : { onLift: () => processActions(back) }),
    };
  },
});

const signs: Readonly<Partial<Record<What, 'end' | 'silence'>>> = { kill: 'end', pause: 'silence' };

const explanations: Readonly<Record<What, string>> = {
  kill: 'kill the server; start it again when lifted',
  terminate: 'terminate the server; start it again when lifted',
  pause: 'stop the server; let it go on when lifted',
  resume: 'let the server go on',
  restart: 'terminate the server and start it again',
};

const onStart: Readonly<Record<What, readonly ProcessAction['what'][]>> = {
  kill: ['kill'],
  terminate: ['terminate'],
  pause: ['pause'],
  resume: ['resume'],
  restart: ['terminate', 'start'],
};

const onLift: Readonly<Partial<Record<What, readonly ProcessAction['what'][]>>> = {
  kill: ['start'],
  terminate: ['start'],
  pause: ['resume'],
};

function untilDone(action: What): Refusals {
  const why = `is over when its ${action} is done`;
  return { for: why, until: why };
}

function processActions(steps: readonly ProcessAction['what'][]): readonly ProcessAction[] {
  return steps.map((what) => ({ kind: 'process', side: 'server', what }));
}
