// graphql-ws with one subscription, on ws, and its recipe "Client usage with abrupt termination on pong timeout": a ping every 10 s,
// 5 s for the answer. All else are its defaults, five attempts among them.
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { leaveWithParent, tell, url } from './tell.mjs';

let timedOut;
let cause;
const client = createClient({
  url,
  webSocketImpl: WebSocket,
  keepAlive: 10_000,
  on: {
    connecting: () => tell('connecting'),
    opened: () => tell('open'),
    // The server has acknowledged.
    connected: () => tell('ready'),
    ping: (received) => {
      if (received) return;
      timedOut = setTimeout(() => {
        cause = 'app.heartbeat.timeout';
        client.terminate();
      }, 5_000);
    },
    pong: (received) => {
      if (received) clearTimeout(timedOut);
    },
    closed: ({ code }) => {
      clearTimeout(timedOut);
      tell('loss', cause === undefined ? { code } : { code, cause });
      cause = undefined;
    },
    error: (error) => tell('error', { err: String(error?.message) }),
  },
});

// Errors and completions of a subscription are final: the client has stopped to try.
client.subscribe(
  { query: 'subscription { tick }' },
  {
    next() {},
    error: (error) => tell('giveup', { cause: error?.message ?? `close:${error?.code}` }),
    complete: () => tell('giveup', { cause: 'complete' }),
  },
);
leaveWithParent();
