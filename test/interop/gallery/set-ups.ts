import type { Package, SetUp } from './set-up.ts';

const npm = (name: string): Package => ({ kind: 'npm', name });
const debian = (name: string): Package => ({ kind: 'debian', name });

const node = (file: string, ...flags: readonly string[]): SetUp['client'] => ({ command: ['node', ...flags], file });
const python = (file: string): SetUp['client'] => ({ command: ['/usr/bin/python3'], file });

const ticker = { file: 'ticker.mjs', path: '/' };

/** The rows of the gallery. Each is configured as its README has it, or left as it comes. */
export const setUps: readonly SetUp[] = [
  {
    name: 'reference client',
    client: 'reference',
    upstream: 'built-in',
    packages: [{ kind: 'wschaos' }],
    heartbeat: { intervalMs: 10_000, timeoutMs: 5_000 },
    sendsPings: true,
    configuration: 'Defaults: a ping every 10 s, 5 s for the pong; full jitter from 500 ms to 30 s.',
  },
  {
    name: 'ws',
    client: node('ws.mjs'),
    upstream: ticker,
    packages: [npm('ws')],
    heartbeat: { intervalMs: 30_000, timeoutMs: 1_000 },
    sendsPings: false,
    configuration:
      'The heartbeat of its README: the server pings every 30 s, the client terminates after 31 s without one. It does not reconnect; a fixed second is our own.',
  },
  {
    name: 'Node built-in',
    client: node('built-in.mjs', '--experimental-websocket', '--no-warnings'),
    upstream: ticker,
    packages: [{ kind: 'node' }],
    heartbeat: 'none',
    sendsPings: false,
    configuration:
      'The global WebSocket of Node (undici). It has no heartbeat and does not reconnect; a fixed second is our own.',
  },
  {
    name: 'reconnecting-websocket',
    client: node('reconnecting-websocket.mjs'),
    upstream: ticker,
    packages: [npm('reconnecting-websocket'), npm('ws')],
    heartbeat: 'none',
    sendsPings: false,
    configuration: 'Defaults, on ws. It has no heartbeat.',
  },
  {
    name: 'partysocket',
    client: node('partysocket.mjs'),
    upstream: ticker,
    packages: [npm('partysocket'), npm('ws')],
    heartbeat: 'none',
    sendsPings: false,
    configuration: 'Its WebSocket class with the defaults, on ws. It has no heartbeat.',
  },
  {
    name: 'sockette',
    client: node('sockette.mjs'),
    upstream: ticker,
    packages: [npm('sockette'), npm('ws')],
    heartbeat: 'none',
    sendsPings: false,
    configuration: 'The example of its README: 5 s between attempts, ten of them; on ws. It has no heartbeat.',
  },
  {
    name: 'graphql-ws',
    client: node('graphql-ws.mjs'),
    upstream: { file: 'graphql-ws.mjs', path: '/graphql' },
    packages: [npm('graphql-ws'), npm('ws')],
    heartbeat: { intervalMs: 10_000, timeoutMs: 5_000 },
    sendsPings: false,
    configuration:
      'One subscription and the recipe that terminates on a late pong (10 s, 5 s); five attempts, its default; on ws. Its own server.',
  },
  {
    name: 'socket.io-client',
    client: node('socket-io.mjs'),
    upstream: { file: 'socket-io.mjs', path: '/' },
    packages: [npm('socket.io-client'), npm('socket.io')],
    heartbeat: { intervalMs: 25_000, timeoutMs: 20_000 },
    sendsPings: false,
    // It probes the WebSocket while it still polls, and a probe that is cut is no loss to it.
    ready: 'told',
    configuration:
      'Defaults: HTTP polling first, then a WebSocket; the server pings every 25 s. The server of Socket.IO.',
  },
  {
    name: 'phoenix',
    client: node('phoenix.mjs'),
    upstream: { file: 'phoenix.mjs', path: '/socket' },
    packages: [npm('phoenix'), npm('ws')],
    heartbeat: { intervalMs: 30_000, timeoutMs: 30_000 },
    sendsPings: false,
    configuration: 'Defaults, one channel, on ws. A stub of the protocol as server.',
  },
  {
    name: 'centrifuge',
    client: node('centrifuge.mjs'),
    upstream: { file: 'centrifuge.mjs', path: '/connection/websocket' },
    packages: [npm('centrifuge'), npm('ws')],
    heartbeat: { intervalMs: 25_000, timeoutMs: 10_000 },
    sendsPings: false,
    configuration:
      'Defaults, one subscription, on ws. A stub of the protocol as server, which pings every 25 s, as Centrifugo does.',
  },
  {
    name: '@microsoft/signalr',
    client: node('signalr.mjs'),
    upstream: { file: 'signalr.mjs', path: '/hub' },
    packages: [npm('@microsoft/signalr')],
    heartbeat: { intervalMs: 15_000, timeoutMs: 30_000 },
    sendsPings: false,
    configuration:
      'withAutomaticReconnect(), else defaults. A stub of the protocol as server, which offers WebSockets alone and pings every 15 s.',
  },
  {
    name: 'mqtt',
    client: node('mqtt.mjs'),
    upstream: { file: 'mqtt.mjs', path: '/' },
    packages: [npm('mqtt'), npm('aedes')],
    heartbeat: { intervalMs: 60_000, timeoutMs: 30_000 },
    sendsPings: false,
    configuration: 'Defaults (keepalive of 60 s), one subscription. The broker aedes.',
  },
  {
    name: 'Python websocket-client',
    client: python('websocket_client.py'),
    upstream: ticker,
    packages: [debian('python3-websocket')],
    heartbeat: { intervalMs: 60_000, timeoutMs: 10_000 },
    sendsPings: true,
    configuration:
      'run_forever(ping_interval=60, ping_timeout=10), as in its documentation. It does not reconnect; to run again after 5 s is our own.',
  },
  {
    name: 'Python websockets',
    client: python('websockets_client.py'),
    upstream: ticker,
    packages: [debian('python3-websockets')],
    heartbeat: { intervalMs: 20_000, timeoutMs: 20_000 },
    sendsPings: true,
    configuration: 'async for websocket in connect(…), defaults: a ping every 20 s, 20 s for the pong.',
  },
  {
    name: 'Chromium',
    client: { page: 'naive-page.html' },
    upstream: ticker,
    packages: [debian('chromium')],
    heartbeat: 'none',
    sendsPings: false,
    configuration:
      'A page with its WebSocket, headless. It has no heartbeat and does not reconnect; a fixed second is our own.',
  },
];
