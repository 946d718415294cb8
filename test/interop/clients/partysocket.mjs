// partysocket/ws with its defaults, on ws, as its README has it for Node.
import { WebSocket as ReconnectingWebSocket } from 'partysocket';
import { WebSocket } from 'ws';
import { leaveWithParent, tell, tellClose, url } from './tell.mjs';

const client = new ReconnectingWebSocket(url, [], { WebSocket });

client.addEventListener('open', () => {
  tell('open');
  client.send('subscribe');
});
client.addEventListener('error', ({ message }) => tell('error', { err: String(message) }));
client.addEventListener('close', tellClose);
leaveWithParent();
