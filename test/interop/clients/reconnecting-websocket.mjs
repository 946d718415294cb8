// reconnecting-websocket with its defaults, on ws, as its README has it for Node.
import reconnectingWebSocket from 'reconnecting-websocket';
import { WebSocket } from 'ws';
import { leaveWithParent, tell, tellClose, url } from './tell.mjs';

// Its module is CommonJS inside.
const ReconnectingWebSocket = reconnectingWebSocket.default ?? reconnectingWebSocket;
const client = new ReconnectingWebSocket(url, [], { WebSocket });

client.addEventListener('open', () => {
  tell('open');
  client.send('subscribe');
});
client.addEventListener('error', ({ message }) => tell('error', { err: String(message) }));
client.addEventListener('close', tellClose);
leaveWithParent();
