// mqtt with its defaults (keepalive of 60 s, a fixed second between two attempts), one subscription, over WebSocket.
import { connect } from 'mqtt';
import { leaveWithParent, tell, url } from './tell.mjs';

const client = connect(url);

client.on('connect', () => {
  tell('open');
  client.subscribe('ticks', (error) => {
    if (!error) tell('ready');
  });
});
client.on('reconnect', () => tell('connecting'));
client.on('error', ({ message }) => tell('error', { err: message }));
client.on('close', () => tell('loss'));
leaveWithParent();
