// The server of Socket.IO with its defaults: it pings every 25 s and waits 20 s for the answer; clients begin by polling.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { announce, push, pushEveryMs } from './announce.mjs';

const server = createServer();
new Server(server).on('connection', (socket) => {
  const ticks = setInterval(() => socket.emit('tick', push), pushEveryMs);
  socket.on('disconnect', () => clearInterval(ticks));
});
announce(server);
