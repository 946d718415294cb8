import { defineBehaviours } from './define-behaviours.ts';
import type { Stage } from './stage.ts';
import { head, requestHead } from './wire-text.ts';

/** The server answers the upgrade request and ends; the client, once it has all of it, too. */
const answerWith =
  (answer: string) =>
  async (stage: Stage): Promise<void> => {
    const { client, server } = await stage.connect();
    client.send(requestHead());
    await server.untilText('\r\n\r\n');
    server.send(answer);
    server.finish();
    await client.untilEnd();
    client.finish();
    await server.untilEnd();
    await Promise.all([client.untilClosed(), server.untilClosed()]);
  };

const answers: Readonly<Record<string, string>> = {
  'a 401 with a body': `${head('HTTP/1.1 401 Unauthorized', 'WWW-Authenticate: Basic realm="a"', 'www-authenticate: Bearer', 'Content-Length: 2')}no`,
  'a 503 in chunks, with trailers': `${head('HTTP/1.1 503 Service Unavailable', 'Transfer-Encoding: chunked', 'Retry-After: 2')}5\r\nlater\r\n3;x=y\r\n...\r\n0\r\nTrailer: 1\r\n\r\n`,
  'a 503 whose chunks break off': `${head('HTTP/1.1 503 Service Unavailable', 'Transfer-Encoding: chunked')}ff\r\nonly this`,
  'a 302 with a Location': `${head('HTTP/1.1 302 Found', 'Location: wss://elsewhere.test/chat', 'Content-Length: 5')}moved`,
  'a 400 without a length, closed by a FIN': `${head('HTTP/1.1 400 Bad Request', 'Connection: close')}what?`,
  'a 426 that names the version': head(
    'HTTP/1.1 426 Upgrade Required',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13, 8',
    'Content-Length: 0',
  ),
  'a 429 with Retry-After': `${head('HTTP/1.1 429 Too Many Requests', 'Retry-After: Wed, 21 Oct 2026 07:28:00 GMT', 'Content-Length: 4')}slow`,
  'a 200 with a page': `${head('HTTP/1.1 200 OK', 'Content-Type: text/html', 'Content-Length: 6')}<html>`,
  'a 403 with a body of 1 MiB': `${head('HTTP/1.1 403 Forbidden', `Content-Length: ${2 ** 20}`)}${'x'.repeat(2 ** 20)}`,
  'HTTP/1.0 with bare line feeds': 'HTTP/1.0 200 OK\nServer: old\n\n<html>',
  'something that is no HTTP': 'SSH-2.0-OpenSSH_9.6\r\n',
};

export const answerBehaviours = defineBehaviours(
  'answer',
  Object.entries(answers).map(([name, answer]) => ({ name, run: answerWith(answer) })),
);
