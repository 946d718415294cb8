/** What a browser is to do: dial with a WebSocket, or fetch a page. */
export interface BrowserJob {
  readonly id: number;
  readonly kind: 'socket' | 'fetch';
  readonly url: string;
  /** Sent one after the other, each when the answer to the one before is there; then the page closes with 3001. */
  readonly messages: readonly string[];
}

/** What the page sends back. */
export interface BrowserReport {
  readonly id: number;
  readonly lines: readonly string[];
}

/** Asks its server for jobs, one after the other, does them with what a browser has, and reports what a page can see. */
export const browserPage = `<!doctype html>
<title>wschaos</title>
<script type="module">
  const show = (data) => typeof data === 'string'
    ? 'text ' + data.length + ' ' + JSON.stringify(data.slice(0, 20))
    : 'binary ' + data.byteLength + ' ' + new Uint8Array(data.slice(0, 20)).join(' ');

  const dial = ({ url, messages }) => new Promise((resolve) => {
    const lines = [];
    const left = [...messages];
    const socket = new WebSocket(url, ['v1.chat', 'v2.chat']);
    socket.binaryType = 'arraybuffer';
    const next = () => {
      const message = left.shift();
      if (message === undefined) socket.close(3001, 'done');
      else socket.send(message.startsWith('binary:') ? new TextEncoder().encode(message.slice(7)) : message);
    };
    socket.onopen = () => {
      lines.push('open protocol ' + socket.protocol + ' extensions ' + socket.extensions);
      if (messages.length > 0) next();
    };
    socket.onmessage = ({ data }) => {
      lines.push(show(data));
      if (messages.length > 0) next();
    };
    socket.onerror = () => lines.push('error');
    socket.onclose = ({ code, reason, wasClean }) => {
      lines.push('close ' + code + ' ' + reason + ' ' + (wasClean ? 'clean' : 'not clean'));
      resolve(lines);
    };
  });

  const ask = async ({ url }) => {
    const answer = await fetch(url, { headers: { 'X-Token': 't' } });
    return [answer.status + ' ' + answer.statusText, await answer.text()];
  };

  for (;;) {
    const job = await (await fetch('/job')).json();
    const lines = await (job.kind === 'socket' ? dial(job) : ask(job)).catch((error) => [String(error)]);
    await fetch('/report', { method: 'POST', body: JSON.stringify({ id: job.id, lines }) });
  }
</script>
`;
