/** A module that is a client under test: the place for the user's own. */
export const starterClient = `// The client under test. wschaos starts it in a process of its own, one for each iteration. As it stands it works against
// the built-in echo server: put your own client in its place, and tell what happens to it by \`emit\`. Every event is
// optional; a client that tells none is judged by what is seen on the wire.

// Node has a WebSocket of its own from version 22 on; one that is older needs the package ws.
const { WebSocket } = globalThis.WebSocket === undefined ? await import('ws').catch(tellWhatToInstall) : globalThis;

const heartbeat = { intervalMs: 1000, timeoutMs: 500 };
const backoff = { initialMs: 100, maxMs: 2000 };

/** @type {import('wschaos').ClientSetup} */
export default ({ url, emit, random }) => {
  let socket;
  let attempts = 0;
  let beat;
  let deadline;
  let retry;

  const connect = () => {
    emit('connecting');
    const mine = new WebSocket(url);
    socket = mine;
    let isLost = false;
    let isOpen = false;
    let isReady = false;

    // Once a connection, whichever sign comes first. The old socket's close handshake is not waited for.
    const lose = (cause) => {
      if (isLost) return;
      isLost = true;
      clearInterval(beat);
      clearTimeout(deadline);
      deadline = undefined;
      emit('loss', { cause });
      mine.close();
      const ceilingMs = Math.min(backoff.maxMs, backoff.initialMs * 2 ** attempts++);
      retry = setTimeout(connect, ceilingMs * random());
    };

    const ask = () => {
      mine.send('are you there?');
      deadline ??= setTimeout(lose, heartbeat.timeoutMs, 'app.heartbeat.timeout');
    };

    mine.addEventListener('open', () => {
      isOpen = true;
      emit('open');
      ask();
      beat = setInterval(ask, heartbeat.intervalMs);
    });
    mine.addEventListener('message', () => {
      if (isLost) return;
      clearTimeout(deadline);
      deadline = undefined;
      // What your application has to do before it can be used again (log in, subscribe) comes before this.
      if (!isReady) emit('ready');
      isReady = true;
      attempts = 0;
    });
    // The WebSocket of Node 22 tells of a dial that failed by this alone; all others tell \`close\`, too.
    mine.addEventListener('error', () => isOpen || lose('error'));
    mine.addEventListener('close', ({ code }) => lose(\`close:\${code}\`));
  };

  connect();
  return {
    close() {
      clearInterval(beat);
      clearTimeout(deadline);
      clearTimeout(retry);
      socket.close();
    },
  };
};

function tellWhatToInstall(cause) {
  const what = \`Node \${process.versions.node} has no WebSocket of its own: npm install --save-dev ws, or use Node 22\`;
  throw new Error(what, { cause });
}
`;
