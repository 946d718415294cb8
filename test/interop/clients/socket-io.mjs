// socket.io-client with its defaults: it begins by HTTP polling and moves to a WebSocket.
import { io } from 'socket.io-client';
import { leaveWithParent, tell, url } from './tell.mjs';

const socket = io(url);

// What is to be broken is a WebSocket, so at first it is ready when it has moved there; later on, when it works again.
let isFirst = true;
socket.on('connect', () => {
  const { engine } = socket.io;
  // It can have moved before the server's answer to its first message is here.
  if (isFirst && engine.transport.name !== 'websocket') engine.once('upgrade', () => tell('ready'));
  else tell('ready');
  isFirst = false;
});
socket.on('connect_error', ({ message }) => tell('error', { err: message }));
socket.on('disconnect', (reason) => tell('loss', { cause: reason }));
socket.io.on('reconnect_attempt', () => tell('connecting'));
socket.io.on('reconnect_failed', () => tell('giveup'));
leaveWithParent();
