// ws with the heartbeat of its README ("How to detect and close broken connections", its client's half). ws does not reconnect; a
// fixed second between two attempts is this program's own.
import { WebSocket } from 'ws';
import { leaveWithParent, tell, url } from './tell.mjs';

const deadAfterMs = 30_000 + 1_000;
const reconnectMs = 1_000;

function connect() {
  tell('connecting');
  const client = new WebSocket(url);
  let pingTimeout;
  let cause;
  const heartbeat = () => {
    clearTimeout(pingTimeout);
    pingTimeout = setTimeout(() => {
      cause = 'server.ping.timeout';
      client.terminate();
    }, deadAfterMs);
  };

  client.on('error', ({ message }) => tell('error', { err: message }));
  client.on('open', () => {
    tell('open');
    heartbeat();
    client.send('subscribe');
  });
  client.on('ping', heartbeat);
  client.on('close', (code) => {
    clearTimeout(pingTimeout);
    tell('loss', cause === undefined ? { code } : { code, cause });
    tell('close', { code });
    setTimeout(connect, reconnectMs);
  });
}

connect();
leaveWithParent();
