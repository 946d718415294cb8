// phoenix, the JavaScript client of Phoenix channels, with its defaults and one channel. It takes the global WebSocket; in Node
// that is ws here.
import { WebSocket } from 'ws';
import { leaveWithParent, tell, tellClose, url } from './tell.mjs';

globalThis.WebSocket = WebSocket;
const { Socket } = await import('phoenix');
const socket = new Socket(url);

socket.onOpen(() => tell('open'));
socket.onError((error) => tell('error', { err: String(error?.message ?? error) }));
socket.onClose(tellClose);
socket.connect();

const channel = socket.channel('ticks', {});
channel.on('tick', () => {});
channel.join().receive('ok', () => tell('ready'));
leaveWithParent();
