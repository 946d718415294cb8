// What most WebSocket servers are: a client subscribes and gets pushes. It pings as the README of ws has it ("How to detect and
// close broken connections"), every 30 s, here counted from each connection's own beginning.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { announce, ignore, push, pushEveryMs } from './announce.mjs';

const pingEveryMs = 30_000;
const server = createServer();

new WebSocketServer({ server }).on('connection', (socket) => {
  let isAlive = true;
  let ticks;
  const pings = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, pingEveryMs);

  socket.on('pong', () => {
    isAlive = true;
  });
  socket.on('message', () => {
    ticks ??= setInterval(() => socket.send(push), pushEveryMs);
    socket.send('subscribed');
  });
  socket.on('error', ignore);
  socket.on('close', () => {
    clearInterval(pings);
    clearInterval(ticks);
  });
});

announce(server);
