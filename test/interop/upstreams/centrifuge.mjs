// A stub of Centrifugo's bidirectional JSON protocol: connect and subscribe are answered, a channel gets pushes, and the server
// pings every 25 s, as Centrifugo does by default. https://centrifugal.dev/docs/transports/client_protocol
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { announce, ignore, push, pushEveryMs } from './announce.mjs';

const pingSeconds = 25;
const server = createServer();

new WebSocketServer({ server, path: '/connection/websocket' }).on('connection', (socket) => {
  const timers = [];
  const send = (message) => socket.send(JSON.stringify(message));

  const answer = ({ id, connect, subscribe }) => {
    // An empty command answers a ping.
    if (id === undefined) return;
    if (connect !== undefined) {
      send({ id, connect: { client: randomUUID(), version: 'stub', ping: pingSeconds, pong: true } });
      timers.push(setInterval(() => send({}), pingSeconds * 1_000));
    } else if (subscribe !== undefined) {
      const { channel } = subscribe;
      send({ id, subscribe: {} });
      timers.push(setInterval(() => send({ push: { channel, pub: { data: push } } }), pushEveryMs));
    } else send({ id, error: { code: 108, message: 'not available' } });
  };

  socket.on('message', (data) => {
    for (const line of data.toString().split('\n')) if (line !== '') answer(JSON.parse(line));
  });
  socket.on('error', ignore);
  socket.on('close', () => timers.forEach(clearInterval));
});

announce(server, '/connection/websocket');
