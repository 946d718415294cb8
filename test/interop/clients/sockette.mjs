// sockette with the values of its README's example. It takes the global WebSocket; in Node that is ws here.
import Sockette from 'sockette';
import { WebSocket } from 'ws';
import { leaveWithParent, tell, tellClose, url } from './tell.mjs';

globalThis.WebSocket = WebSocket;
const client = new Sockette(url, {
  timeout: 5e3,
  maxAttempts: 10,
  onopen: () => {
    tell('open');
    client.send('subscribe');
  },
  onreconnect: () => tell('connecting'),
  onmaximum: () => tell('giveup', { cause: 'maxAttempts' }),
  onclose: tellClose,
  onerror: ({ message }) => tell('error', { err: String(message) }),
});
leaveWithParent();
