// The WebSocket that Node has (undici). It has neither a heartbeat nor a reconnect; a fixed second between two attempts is this
// program's own.
import { leaveWithParent, tell, tellClose, url } from './tell.mjs';

const reconnectMs = 1_000;

function connect() {
  tell('connecting');
  const client = new WebSocket(url);
  client.onopen = () => {
    tell('open');
    client.send('subscribe');
  };
  client.onerror = ({ message }) => tell('error', { err: String(message) });
  client.onclose = (event) => {
    tellClose(event);
    setTimeout(connect, reconnectMs);
  };
}

connect();
leaveWithParent();
