// centrifuge with its defaults, on ws, as its README has it for Node, and one subscription.
import { Centrifuge } from 'centrifuge';
import { WebSocket } from 'ws';
import { leaveWithParent, tell, url } from './tell.mjs';

const centrifuge = new Centrifuge(url, { websocket: WebSocket });
let wasConnected = false;

centrifuge.on('connecting', ({ code, reason }) => {
  if (wasConnected) tell('loss', { cause: `${code} ${reason}` });
  wasConnected = false;
});
centrifuge.on('connected', () => {
  wasConnected = true;
  tell('open');
});
centrifuge.on('error', ({ error }) => tell('error', { err: error.message }));
// The state from which it does not come back by itself.
centrifuge.on('disconnected', ({ code, reason }) => tell('giveup', { cause: `${code} ${reason}` }));

const subscription = centrifuge.newSubscription('ticks');
subscription.on('subscribed', () => tell('ready'));
subscription.subscribe();
centrifuge.connect();
leaveWithParent();
