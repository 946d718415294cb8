import path from 'node:path';
import { nodeProgram, repositoryRoot } from './subject/programs.ts';

/** `client:` for a program in JavaScript that dials with `ws`; `url` and `tell({ ev: 'open' })` are there. */
export function programClient(source: string, more: Readonly<Record<string, unknown>> = {}): string {
  const prologue = `
    const { WebSocket } = require('ws');
    const url = process.env.WSCHAOS_URL;
    const tell = (event) => console.log(JSON.stringify(event));
    process.stdin.resume().on('end', () => process.exit());`;
  return `client: ${JSON.stringify({ type: 'command', command: nodeProgram(prologue + source), ...more })}`;
}

/** A black box that says hello, pings, and dials again after each close. */
export const silentClient = `
  const connect = () => {
    const ws = new WebSocket(url);
    let beat;
    let pong = Date.now();
    ws.on('open', () => { ws.send('hello'); beat = setInterval(() => {
      if (Date.now() - pong > 250) return ws.terminate();
      ws.ping();
    }, 100); });
    ws.on('pong', () => { pong = Date.now(); });
    ws.on('message', () => {});
    ws.on('error', () => {});
    ws.on('close', () => { clearInterval(beat); setTimeout(connect, 30); });
  };
  connect();`;

/**
 * A program that prints nothing and beats every 100 ms. What it does `onSilence`, 250 ms after the last pong, is the sign that
 * the wire shows; `redial()` follows after 20 ms, `connect()` at once, `endLate(ws)` ends its side 150 ms later.
 */
export const beatingClient = (onSilence: string): string => `
  const redial = () => setTimeout(connect, 20);
  const endLate = (ws) => setTimeout(() => ws._socket.end(), 150);
  const connect = () => {
    const ws = new WebSocket(url);
    let pong = Date.now();
    const beat = setInterval(() => {
      if (ws.readyState !== WebSocket.OPEN) return;
      if (Date.now() - pong <= 250) return ws.ping();
      clearInterval(beat);
      ${onSilence}
    }, 100);
    ws.on('open', () => { pong = Date.now(); ws.send('hello'); });
    ws.on('pong', () => { pong = Date.now(); });
    ws.on('error', () => {});
    ws.on('close', () => clearInterval(beat));
  };
  connect();`;

/** Pings every 300 ms, and dials again after two seconds without a pong: more than a busy machine takes. */
export const patientClient = `
  const connect = () => {
    const ws = new WebSocket(url);
    let pong = Date.now();
    const beat = setInterval(() => {
      if (ws.readyState !== WebSocket.OPEN) return;
      if (Date.now() - pong > 2000) return ws.terminate();
      ws.ping();
    }, 300);
    ws.on('open', () => { pong = Date.now(); });
    ws.on('pong', () => { pong = Date.now(); });
    ws.on('error', () => {});
    ws.on('close', () => { clearInterval(beat); setTimeout(connect, 20); });
  };
  connect();`;

/** Pings, awaits no answer, and dials again after each close; what it does `onOpen` comes first. */
export const pingingClient = (everyMs: number, onOpen = ''): string => `
  const connect = () => {
    const ws = new WebSocket(url);
    let beat;
    ws.on('open', () => { ${onOpen}; beat = setInterval(() => ws.ping(), ${everyMs}); });
    ws.on('error', () => {});
    ws.on('close', () => { clearInterval(beat); setTimeout(connect, 20); });
  };
  connect();`;

/** Dials anew after 300 ms without an echo and never closes what it had. */
export const hoardingClient = `
  const connect = () => {
    const ws = new WebSocket(url);
    let due;
    const ask = () => { due = setTimeout(connect, 300); ws.send('are you there'); };
    ws.on('open', ask);
    ws.on('error', () => {});
    ws.on('message', () => { clearTimeout(due); setTimeout(ask, 50); });
  };
  connect();`;

/** Dials a second time after half a second, whatever happens. */
export const restlessClient = `
  const connect = () => {
    const ws = new WebSocket(url);
    ws.on('open', () => ws.send('hi'));
    ws.on('error', () => {});
  };
  connect();
  setTimeout(connect, 500);`;

/** Talks every 50 ms and never pings; dials again after each close. */
export const talkingClient = `
  const connect = () => {
    const ws = new WebSocket(url);
    let talk;
    ws.on('error', () => {});
    ws.on('open', () => { ws.send('hi'); talk = setInterval(() => ws.send('hi'), 50); });
    ws.on('close', () => { clearInterval(talk); setTimeout(connect, 30); });
  };
  connect();`;

/** Says one thing, 200 ms after it has connected. */
export const lateSpeaker = `
  const ws = new WebSocket(url);
  ws.on('error', () => {});
  ws.on('open', () => setTimeout(() => ws.send('hi'), 200));`;

/** Talks every 70 ms, and asks every 2 s by a message `{"op":"beat"}`; dials again after each close. */
export const chattyClient = `
  const connect = () => {
    const ws = new WebSocket(url);
    const timers = [];
    ws.on('open', () => {
      timers.push(setInterval(() => ws.send('news'), 70));
      timers.push(setInterval(() => ws.send('{"op":"beat"}'), 2000));
    });
    ws.on('error', () => {});
    ws.on('close', () => { timers.forEach(clearInterval); setTimeout(connect, 20); });
  };
  connect();`;

/**
 * Exchanges a message at once, and relies on its link only at the third answer, 100 ms each; what it does then is up to
 * the test.
 */
export const probingClient = (onReady: string): string => `
  const connect = () => {
    const ws = new WebSocket(url);
    let answers = 0;
    ws.on('open', () => ws.send('2probe'));
    ws.on('message', () => {
      answers += 1;
      if (answers < 3) setTimeout(() => ws.send('2probe'), 100);
      else if (answers === 3) { ${onReady} }
    });
    ws.on('error', () => {});
    ws.on('close', () => { tell({ ev: 'loss' }); setTimeout(connect, 20); });
  };
  connect();`;

const ws = JSON.stringify(path.join(repositoryRoot, 'node_modules/ws/wrapper.mjs'));

/** A module that beats by protocol pings, and draws its backoff. */
export const beatingModule = `import WebSocket from ${ws};
export default ({ url, options, emit, random, signal }) => {
  let socket;
  const connect = () => {
    emit('connecting');
    socket = new WebSocket(url);
    let beat;
    let cause;
    let isAlive = true;
    socket.on('open', () => {
      emit('open');
      socket.send('hello');
      beat = setInterval(() => {
        if (!isAlive) { cause = 'ping.timeout'; return socket.terminate(); }
        isAlive = false;
        socket.ping();
      }, options.intervalMs);
    });
    socket.on('message', () => emit('ready'));
    socket.on('pong', () => { isAlive = true; });
    socket.on('error', () => {});
    socket.on('close', (code) => {
      clearInterval(beat);
      emit('loss', { code, ...(cause === undefined ? {} : { cause }) });
      if (!signal.aborted) setTimeout(connect, 50 * random());
    });
  };
  connect();
  return { close: () => socket.terminate() };
};`;
