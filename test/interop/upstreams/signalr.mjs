// A stub of an ASP.NET Core SignalR hub, JSON protocol 1: negotiation over HTTP (of transports it offers WebSockets alone), the
// handshake, a ping after 15 s, as by default, and pushes.
// https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { announce, ignore, push, pushEveryMs } from './announce.mjs';

const pingEveryMs = 15_000;
const endOfRecord = '\x1e';
const types = { invocation: 1, ping: 6 };

const server = createServer((request, response) => {
  if (request.method !== 'POST' || !request.url.startsWith('/hub/negotiate')) {
    response.writeHead(404).end();
    return;
  }
  const transport = { transport: 'WebSockets', transferFormats: ['Text', 'Binary'] };
  const ids = { connectionId: randomUUID(), connectionToken: randomUUID() };
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ negotiateVersion: 1, ...ids, availableTransports: [transport] }));
});

new WebSocketServer({ server, path: '/hub' }).on('connection', (socket) => {
  const timers = [];
  const send = (message) => socket.send(JSON.stringify(message) + endOfRecord);
  const begin = () => {
    send({});
    timers.push(setInterval(() => send({ type: types.ping }), pingEveryMs));
    timers.push(setInterval(() => send({ type: types.invocation, target: 'tick', arguments: [push] }), pushEveryMs));
  };

  socket.on('message', (data) => {
    const records = data.toString().split(endOfRecord).filter(Boolean);
    if (records.some((record) => 'protocol' in JSON.parse(record))) begin();
  });
  socket.on('error', ignore);
  socket.on('close', () => timers.forEach(clearInterval));
});

announce(server, '/hub');
