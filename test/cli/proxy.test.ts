import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { main } from '../../src/cli/main.ts';
import { realClock } from '../../src/runner/real-clock.ts';
import { startServer } from '../../src/server/start-server.ts';
import { selfSigned } from '../client/self-signed.ts';
import { createTestIo, makeFolder, quickScenario, type TestIo, type TestIoOptions } from './test-io.ts';

/** Starts `wschaos proxy`; `end` sends a signal and gives the exit code. */
async function start(argv: readonly string[], options: TestIoOptions = {}) {
  const io = createTestIo(options);
  const ended = main(['proxy', ...argv], io);
  let over = false;
  const end = async (how: (io: TestIo) => void = ({ signal }) => signal('SIGTERM')): Promise<number> => {
    if (!over) how(io);
    over = true;
    return ended;
  };
  onTestFinished(() => void end());
  const url = await io.stdout.lineWith('://');
  return { io, url, end };
}

async function dial(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  socket.on('error', () => {});
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  return socket;
}

test('the first line is the address, then comes a line for every event', async () => {
  const { io, url, end } = await start(['builtin:echo', '--fault', 'reset:when={event: message, nth: 1}']);
  expect(io.stdout.text).toBe(`${url}\n`);
  const socket = await dial(url);
  socket.send('hello');
  await once(socket, 'close');
  await io.stdout.lineWith('closed');
  await dial(url);
  await io.stdout.lineWith('reopened');
  expect(await end()).toBe(0);
  const events = io.stdout.text
    .split('\n')
    .slice(1, 5)
    .map((line) => line.split(/\s+/)[3]);
  expect(events).toEqual(['open', 'fault', 'closed', 'reopened']);
});

test.each([
  ['SIGHUP', (io: TestIo) => io.signal('SIGHUP')],
  ['SIGINT', (io: TestIo) => io.signal('SIGINT')],
  ['SIGTERM', (io: TestIo) => io.signal('SIGTERM')],
  ['the end of whoever read its output', (io: TestIo) => io.closeReader()],
])('%s ends it with 0 and leaves no port', async (_what, how) => {
  const { url, end } = await start(['builtin:echo']);
  await dial(url);
  expect(await end(how)).toBe(0);
  const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
});

test('a scenario lends its target and its faults, which count from the first connection', async () => {
  const cwd = makeFolder({ 'quick.yaml': quickScenario() });
  const { io, url, end } = await start(['--scenario', 'quick.yaml'], { cwd });
  const socket = await dial(url);
  await once(socket, 'close');
  expect(await io.stdout.lineWith('fault')).toMatch(/fault {5}reset: RST to both sides$/);
  expect(await end()).toBe(0);
});

test('a fault of a scenario may begin when an iteration would be over', async () => {
  const cwd = makeFolder({ 'late.yaml': quickScenario().replace(/timeout: .*/, 'timeout: 1ms') });
  const { io, url, end } = await start(['--scenario', 'late.yaml'], { cwd });
  await once(await dial(url), 'close');
  expect(await io.stdout.lineWith('fault')).toContain('reset');
  expect(await end()).toBe(0);
});

test('a scenario needs no target beside another, and is refused where that keeps its faults from acting', async () => {
  const bare = quickScenario().replace(/target: .*\n/, '');
  const cwd = makeFolder({
    'bare.yaml': bare,
    'crash.yaml': bare.replace('fault: reset', 'fault: server\n    with: { action: kill }'),
  });
  const { end } = await start(['builtin:echo', '--scenario', 'bare.yaml'], { cwd });
  expect(await end()).toBe(0);
  const io = createTestIo({ cwd });
  expect(await main(['proxy', 'builtin:echo', '--scenario', 'crash.yaml'], io)).toBe(2);
  expect(io.stderr.text).toContain('so fault "server" in crash.yaml has nothing to act on\n');
});

test('--verbose adds a line for every frame', async () => {
  const { io, url, end } = await start(['builtin:echo', '--verbose']);
  const socket = await dial(url);
  socket.send('hello');
  expect(await io.stdout.lineWith('to-server')).toMatch(/ frame {5}#1 to-server TEXT fin 5 B masked$/);
  expect(await io.stdout.lineWith('to-client')).toMatch(/ frame {5}#1 to-client TEXT fin 5 B$/);
  expect(await end()).toBe(0);
});

test('it forwards to a host elsewhere when that is allowed, and says so without secrets', async () => {
  const { io, end } = await start(['ws://elsewhere.invalid/?token=s3cret', '--allow-remote']);
  await io.stderr.lineWith('forwards to ws://elsewhere.invalid/?token=redacted; Ctrl-C ends it');
  expect(await end()).toBe(0);
});

test('--tls speaks TLS to clients, and says whom they are to trust', async () => {
  const { io, url, end } = await start(['builtin:echo', '--tls', 'self-signed', '--fault', 'tls:mode=expired,at=60s']);
  expect(url).toMatch(/^wss:\/\/127\.0\.0\.1:\d+\/$/);
  const file = (await io.stderr.lineWith('trust')).replace('clients are to trust ', '').trim();
  const socket = new WebSocket(url, { ca: readFileSync(file) });
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  expect(await end()).toBe(0);
  expect(existsSync(file)).toBe(false);
});

test('--tls takes files', async () => {
  const cwd = makeFolder({ 'cert.pem': selfSigned.cert, 'key.pem': selfSigned.key });
  const { url, end } = await start(['builtin:echo', '--tls', `${cwd}/cert.pem,${cwd}/key.pem`]);
  const trust = { ca: selfSigned.cert, servername: 'wschaos.test' };
  const socket = new WebSocket(url, trust);
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  expect(await end()).toBe(0);
});

test.each([
  ['self-singed', '--tls: expected self-signed or CERT,KEY, got "self-singed" (did you mean "self-signed"?)'],
  ['/no/such/cert.pem,/no/key.pem', 'cannot read the certificate /no/such/cert.pem: no such file or directory'],
])('--tls %s is refused', async (given, message) => {
  const io = createTestIo({});
  expect(await main(['proxy', 'builtin:echo', '--tls', given], io)).toBe(2);
  expect(io.stderr.text).toContain(message);
});

test.each([
  ['is not reached', [], 502],
  ['is reached with --insecure', ['--insecure'], 200],
] as const)('a target whose certificate nobody vouches for %s', async (_what, flags, status) => {
  await using target = await startServer({ kind: 'echo', clock: realClock, tls: selfSigned });
  const { url, end } = await start([target.url, ...flags]);
  const socket = new WebSocket(url);
  onTestFinished(() => socket.terminate());
  socket.on('error', () => {});
  if (status === 200) await once(socket, 'open');
  else expect(await once(socket, 'unexpected-response')).toMatchObject([{}, { statusCode: status }]);
  expect(await end()).toBe(0);
});

test('it listens where it is told to', async () => {
  const first = await start(['builtin:echo', '--listen', '0']);
  const { port } = new URL(first.url);
  expect(await first.end()).toBe(0);
  const { url } = await start(['builtin:echo', '-l', `127.0.0.1:${port}`]);
  expect(new URL(url).port).toBe(port);
});

test('an address in use gives 3', async () => {
  const { url } = await start(['builtin:echo']);
  const io = createTestIo();
  expect(await main(['proxy', 'builtin:echo', '-l', new URL(url).port], io)).toBe(3);
  expect(io.stderr.text).toContain(`wschaos: port ${new URL(url).port} on 127.0.0.1 is in use\n`);
});

test.each([
  ['no target', [], 'wschaos: which target?\n'],
  ['an unknown fault', ['builtin:echo', '--fault', 'rest'], 'wschaos: unknown fault "rest" (did you mean "reset"?)\n'],
  [
    'an unknown option of a fault',
    ['builtin:echo', '--fault', 'drop:frame=pong'],
    'unknown key "frame" in --fault "drop:frame=pong" (did you mean "frames"?)',
  ],
  ['a target of no kind', ['localhost'], 'wschaos: --target: "localhost" is not a target'],
  [
    'a host elsewhere, without permission,',
    ['wss://ws.example.com'],
    'wschaos: the proxy connects to ws.example.com, which is not on this machine or site\n',
  ],
  [
    'a scenario of several cases',
    ['--scenario', 'builtin:drop-pongs'],
    'wschaos: builtin:drop-pongs has 2 cases; choose one with --case\n',
  ],
  [
    'a case without its scenario',
    ['builtin:echo', '--case', 'drop-pongs/fast'],
    'wschaos: --case needs --scenario beside it: it names a case of that file\n',
  ],
  ['an address of no kind', ['builtin:echo', '-l', 'here'], 'wschaos: --listen: expected HOST:PORT'],
])('%s gives 2', async (_what, argv, message) => {
  const io = createTestIo();
  expect(await main(['proxy', ...argv], io)).toBe(2);
  expect(io.stderr.text).toContain(message);
  expect(io.stdout.text).toBe('');
});
