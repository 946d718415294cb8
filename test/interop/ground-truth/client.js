// A black box: it asks every 40 ms, watches its pongs, dials anew after any loss. Its requests say which run they belong to,
// so that a packet capture can tell. With TELLS=1 it prints what happens to it, too.
import process from 'node:process';
import WebSocket from 'ws';

const everyMs = 40;
const heartbeat = { intervalMs: 150, timeoutMs: 100 };
const backoffMs = () => 20 + 30 * Math.random();

const { WSCHAOS_URL, WSCHAOS_ITERATION, CASE, TELLS } = process.env;
const headers = { 'x-case': CASE, 'x-iteration': WSCHAOS_ITERATION, 'x-run': String(process.pid) };

function tell(ev, cause) {
  if (TELLS !== '1') return;
  process.stdout.write(`${JSON.stringify({ ev, cause, t: String(process.hrtime.bigint()) })}\n`);
}

function dial() {
  const socket = new WebSocket(WSCHAOS_URL, { headers, perMessageDeflate: false, handshakeTimeout: 120 });
  const timers = [];
  let isReady = false;
  let isLost = false;
  let pongTimer;
  tell('connecting');

  const lose = (cause) => {
    if (isLost) return;
    isLost = true;
    for (const timer of timers) clearInterval(timer);
    clearTimeout(pongTimer);
    tell('loss', cause);
    setTimeout(dial, backoffMs());
  };

  const beat = () => {
    socket.ping();
    pongTimer = setTimeout(() => {
      lose('ping.timeout');
      socket.terminate();
    }, heartbeat.timeoutMs);
  };

  socket.on('open', () => {
    tell('open');
    socket.send('hello');
    timers.push(setInterval(() => socket.send('hello'), everyMs));
    // Anywhere in its period, so that a fault meets every phase.
    const first = setTimeout(() => {
      beat();
      timers.push(setInterval(beat, heartbeat.intervalMs));
    }, heartbeat.intervalMs * Math.random());
    timers.push(first);
  });
  socket.on('message', () => {
    if (!isReady) tell('ready');
    isReady = true;
  });
  socket.on('pong', () => clearTimeout(pongTimer));
  socket.on('error', (error) => lose(error.code === 'ECONNRESET' ? 'tcp.reset' : undefined));
  socket.on('close', (code) => lose(`close:${code}`));
}

dial();
