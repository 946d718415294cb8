import { WschaosError } from '../../base/error.ts';
import type { FaultEntry } from '../../runner/parse-fault-entries.ts';
import type { ProxySession } from '../../runner/session/proxy-session.ts';
import { saveScenario } from './save-scenario.ts';

export interface KeyCommandsOptions {
  /** The proxies that there are now: a key acts on all of them. */
  readonly sessions: () => readonly ProxySession[];
  /** Where scenarios are saved. */
  readonly cwd: string;
  /** Says a line that the live log does not. */
  readonly say: (line: string) => void;
  readonly quit: () => void;
}

interface KeyCommand {
  /** What the list says of it. */
  readonly what: string;
  readonly run: (options: KeyCommandsOptions) => void;
}

/** What each key does, in the order of the list. */
const commands: Readonly<Record<string, KeyCommand>> = {
  p: {
    what: 'drop pongs, until it is pressed again',
    run: toggle({ id: 'pongs', fault: 'drop', with: { frames: 'pong' } }),
  },
  b: { what: 'black-hole, until it is pressed again', run: toggle({ id: 'blackhole', fault: 'blackhole' }) },
  l: {
    what: '200 ms of latency each way, until it is pressed again',
    run: toggle({ id: 'latency', fault: 'latency', with: { delay: '200ms' } }),
  },
  r: { what: 'reset every connection', run: throwIn({ fault: 'reset' }) },
  u: { what: 'refuse new connections for 5 s', run: throwIn({ fault: 'refuse', for: '5s' }) },
  c: { what: 'clear: lift every fault', run: clear },
  s: { what: 'save what was done last as scenarios/explored-N.yaml', run: save },
  q: { what: 'quit', run: ({ quit }) => quit() },
  '?': { what: 'this list', run: list },
};

/** Does what a pressed key says; any other key does nothing. */
export function createKeyCommands(options: KeyCommandsOptions): (key: string) => void {
  return (key) => {
    const command = Object.hasOwn(commands, key) ? commands[key] : undefined;
    try {
      command?.run(options);
    } catch (error) {
      if (!(error instanceof WschaosError)) throw error;
      options.say(error.message);
    }
  };
}

/** What a fault does the live log tells; so does its end. */
function throwIn(entry: FaultEntry): KeyCommand['run'] {
  return ({ sessions }) => {
    for (const session of sessions()) session.inject(entry);
  };
}

/** On all of them alike: where one has it, it is lifted. */
function toggle(entry: FaultEntry & { readonly id: string }): KeyCommand['run'] {
  return ({ sessions }) => {
    const having = sessions().filter((session) => session.faults().some(({ id }) => id === entry.id));
    if (having.length > 0) for (const session of having) session.lift(entry.id);
    else for (const session of sessions()) session.inject(entry);
  };
}

function clear({ sessions, say }: KeyCommandsOptions): void {
  const count = sessions().reduce((sum, session) => sum + session.faults().length, 0);
  for (const session of sessions()) session.clear();
  say(count === 0 ? 'there is no fault to lift' : `lifted ${count === 1 ? 'the one fault' : `all ${count} faults`}`);
}

/** Of those on which something was done. */
function save({ sessions, cwd, say }: KeyCommandsOptions): void {
  const touched = sessions().filter(({ counts }) => counts.thrown > 0);
  if (touched.length === 0) say('no fault was thrown in yet, so there is nothing to save');
  for (const session of touched) {
    const file = saveScenario(session, cwd);
    say(`saved ${file}; wschaos run ${file} plays it again`);
  }
}

function list({ say }: KeyCommandsOptions): void {
  for (const [key, { what }] of Object.entries(commands)) say(`${key}  ${what}`);
}
