// A stub of Phoenix channels, protocol 2.0.0: joins, leaves and heartbeats are answered, and a joined topic gets pushes.
// https://hexdocs.pm/phoenix/writing_a_channels_client.html
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { announce, ignore, push, pushEveryMs } from './announce.mjs';

const server = createServer();

new WebSocketServer({ server, path: '/socket/websocket' }).on('connection', (socket) => {
  const ticks = new Map();
  const send = (...message) => socket.send(JSON.stringify(message));
  const leave = (topic) => {
    clearInterval(ticks.get(topic));
    ticks.delete(topic);
  };

  socket.on('message', (data) => {
    const [joinRef, ref, topic, event] = JSON.parse(data.toString());
    send(joinRef, ref, topic, 'phx_reply', { status: 'ok', response: {} });
    if (event === 'phx_join' || event === 'phx_leave') leave(topic);
    if (event !== 'phx_join') return;
    ticks.set(
      topic,
      setInterval(() => send(joinRef, null, topic, 'tick', { push }), pushEveryMs),
    );
  });
  socket.on('error', ignore);
  socket.on('close', () => {
    for (const topic of ticks.keys()) leave(topic);
  });
});

announce(server, '/socket');
