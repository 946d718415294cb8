import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { listenForKeys } from '../../src/cli/listen-for-keys.ts';
import { ctrlC, ctrlZ, spawnOnTerminal } from './spawn-on-terminal.ts';
import { makeFolder } from './test-io.ts';

/** What `stty -a` says, in its order, of a terminal that makes a signal of Ctrl-C, takes whole lines and shows what is typed. */
const cooked = [/(?<!-)isig/, /(?<!-)icanon/, /(?<!-)echo /];

async function dial(screen: string): Promise<WebSocket> {
  const [, url = ''] = /(ws:\/\/[\d.:]+\/)/.exec(screen) ?? [];
  const socket = new WebSocket(url);
  socket.on('error', () => {});
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  return socket;
}

test('without a terminal nobody is heard', () => {
  expect(listenForKeys(() => {})).toBeUndefined();
});

test('on a terminal keys throw faults in, lift them, save what was done, and end it', async () => {
  const cwd = makeFolder();
  const terminal = spawnOnTerminal(['proxy', 'builtin:echo'], cwd, { after: 'stty -a' });
  await terminal.shows('? lists the keys');
  terminal.type('?');
  await terminal.shows('p  drop pongs');
  await terminal.shows('q  quit');
  const socket = await dial(terminal.screen);
  await terminal.shows('open      #1');
  socket.send('hello');
  await once(socket, 'message');
  terminal.type('p');
  await terminal.shows('pongs: ');
  terminal.type('p');
  await terminal.shows('lifted    pongs');
  // An arrow is none of ours, and does not take the key behind it along.
  terminal.type('\u001b[Ab');
  await terminal.shows('blackhole: ');
  terminal.type('c');
  await terminal.shows('lifted    blackhole');
  terminal.type('r');
  await once(socket, 'close');
  await terminal.shows('closed    #1');
  terminal.type('s');
  await terminal.shows('saved scenarios/explored-1.yaml');
  terminal.type('s');
  await terminal.shows('saved scenarios/explored-2.yaml');
  terminal.type('q');
  for (const flag of cooked) await terminal.shows(flag);
  expect(await terminal.ended).toBe(0);
  expect(readdirSync(join(cwd, 'scenarios'))).toEqual(['explored-1.yaml', 'explored-2.yaml']);
  expect(readFileSync(join(cwd, 'scenarios/explored-1.yaml'), 'utf8')).toContain('name: explored-1\n');
}, 60_000);

test('Ctrl-C is a signal still, for all that the shell waits for, and leaves the terminal as it was', async () => {
  const commands = { before: "trap 'echo heard' INT", after: 'echo "code $?"; stty -a' };
  const terminal = spawnOnTerminal(['proxy', 'builtin:echo'], makeFolder(), commands);
  await terminal.shows('? lists the keys');
  terminal.type(ctrlC);
  await terminal.shows('heard');
  await terminal.shows('code 0');
  for (const flag of cooked) await terminal.shows(flag);
  expect(await terminal.ended).toBe(0);
}, 60_000);

test('Ctrl-Z stops it; it goes on in the background, and in front it hears of keys again', async () => {
  const after = 'stty -a; bg; read -r line; jobs; echo asked; fg; echo "code $?"';
  const terminal = spawnOnTerminal(['proxy', 'builtin:echo'], makeFolder(), { before: 'set -m', after });
  await terminal.shows('? lists the keys');
  terminal.type(ctrlZ);
  for (const flag of cooked) await terminal.shows(flag);
  const socket = await dial(terminal.screen);
  await terminal.shows('open      #1');
  terminal.type('typed for the shell\n');
  await terminal.shows(/Running.*proxy/);
  await terminal.shows('asked');
  terminal.type('r');
  await once(socket, 'close');
  terminal.type('q');
  await terminal.shows('code 0');
  expect(await terminal.ended).toBe(0);
}, 60_000);
