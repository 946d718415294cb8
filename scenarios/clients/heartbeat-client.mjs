// A client on `ws` that dials WSCHAOS_URL, asks whether its link lives, and is not fooled by sleep. It tells its events as
// JSON lines.
import { WebSocket } from 'ws';

const intervalMs = 500;
const timeoutMs = 500;
const reconnectMs = 200;

const tell = (ev, more = {}) => console.log(JSON.stringify({ ev, t: String(process.hrtime.bigint()), ...more }));

function connect() {
  tell('connecting');
  const socket = new WebSocket(process.env.WSCHAOS_URL, { handshakeTimeout: 5_000 });
  let beat;
  let deadline;
  let cause;
  let isReady = false;

  const giveUp = (why) => {
    cause = why;
    socket.terminate();
  };
  const ask = () => {
    socket.send('are you there');
    deadline ??= setTimeout(giveUp, timeoutMs, 'app.heartbeat.timeout');
  };

  socket.on('open', () => {
    tell('open');
    let lastBeat = Date.now();
    ask();
    beat = setInterval(() => {
      const now = Date.now();
      // The clock of the wall went on while our timers stood still: nobody knows what the link is worth.
      if (now - lastBeat > intervalMs + timeoutMs) giveUp('slept');
      else ask();
      lastBeat = now;
    }, intervalMs);
  });
  socket.on('message', () => {
    clearTimeout(deadline);
    deadline = undefined;
    if (isReady) return;
    isReady = true;
    tell('ready');
  });
  socket.on('error', ({ message }) => tell('error', { err: message }));
  socket.on('close', (code) => {
    clearInterval(beat);
    clearTimeout(deadline);
    tell('loss', { code, ...(cause === undefined ? {} : { cause }) });
    setTimeout(connect, reconnectMs);
  });
}

connect();

// Its end means that whoever started us is gone.
process.stdin.resume().on('end', () => process.exit());
