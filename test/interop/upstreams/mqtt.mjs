// aedes, an MQTT broker, over WebSocket; it publishes to one topic.
import { createServer } from 'node:http';
import { Aedes } from 'aedes';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { announce, ignore, push, pushEveryMs } from './announce.mjs';

const broker = await Aedes.createBroker();
const server = createServer();

new WebSocketServer({ server, handleProtocols: () => 'mqtt' }).on('connection', (socket, request) => {
  const stream = createWebSocketStream(socket);
  stream.on('error', ignore);
  broker.handle(stream, request);
});
setInterval(() => broker.publish({ topic: 'ticks', payload: push, qos: 0 }, () => {}), pushEveryMs);
announce(server);
