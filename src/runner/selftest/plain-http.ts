import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineBehaviours } from './define-behaviours.ts';
import { describeBytes } from './describe-bytes.ts';
import { finishBoth } from './finish-both.ts';
import type { Stage } from './stage.ts';
import { answerHead, clientText, head, requestHead } from './wire-text.ts';

/** A server of applications, not of bytes; `serve` gets the requests. */
async function startHttp(stage: Stage, serve: http.RequestListener): Promise<number> {
  const server = http.createServer(serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stage.own(() => {
    server.close();
    server.closeAllConnections();
  });
  return stage.reach((server.address() as AddressInfo).port);
}

interface RequestOptions {
  readonly method: string;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: string;
}

/** Asks for a page, and notes what a client's application gets. */
async function ask(stage: Stage, port: number, { method, headers, body }: RequestOptions): Promise<void> {
  const request = http.request({ host: '127.0.0.1', port, path: '/api?x=%2F&y', method, headers, agent: false });
  stage.own(() => request.destroy());
  request.end(body);
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  const { 'content-type': type, etag, 'set-cookie': cookies } = answer.headers;
  stage.note('client', `${answer.statusCode} type ${type} etag ${etag} cookies ${cookies?.join(' and ')}`);
  stage.note('client', `body ${Buffer.concat(await answer.toArray())}`);
}

const askFor =
  (method: string, status: number, body: string, answerBody: string) =>
  async (stage: Stage): Promise<void> => {
    const port = await startHttp(stage, async (request, response) => {
      const received = Buffer.concat(await request.toArray());
      const { cookie, authorization, 'x-dup': dup } = request.headers;
      stage.note('server', `${request.method} ${request.url} cookie ${cookie} auth ${authorization} x-dup ${dup}`);
      stage.note('server', `body ${received}`);
      response.writeHead(status, { 'Content-Type': 'text/plain', ETag: '"1"', 'Set-Cookie': ['a=1', 'b=2'] });
      response.end(answerBody);
    });
    const headers = { Cookie: 'a=b', Authorization: 'Bearer x', 'X-Dup': ['1', '2'] };
    await ask(stage, port, { method, headers, body });
  };

/** As `http-proxy` writes them. */
const pageAnew = ['GET /page HTTP/1.1', 'host: server.test', 'x-case: kept', 'Connection: keep-alive'];
const answerAnew = [
  'HTTP/1.1 200 OK',
  'x-case: kept',
  'date: Sun, 22 Nov 2026 10:00:00 GMT',
  'content-length: 4',
  'connection: keep-alive',
];

const page = head('GET /page HTTP/1.1', 'Host: server.test', 'X-Case: kept');
const answerToPage = `${head('HTTP/1.1 200 OK', 'X-Case: kept', 'Date: Sun, 22 Nov 2026 10:00:00 GMT', 'Content-Length: 4')}page`;

export const plainHttp = defineBehaviours('plain HTTP', [
  { name: 'a GET beside the socket', run: askFor('GET', 200, '', 'a page') },
  { name: 'a POST with a body', run: askFor('POST', 201, 'a body', 'created') },
  { name: 'a DELETE that is answered with a 204', run: askFor('DELETE', 204, '', '') },
  { name: 'a HEAD', run: askFor('HEAD', 200, '', '') },
  { name: 'a GET that is answered with a 500', run: askFor('GET', 500, '', 'defect') },
  {
    name: 'an event stream, whose every event arrives at once',
    async run(stage) {
      let response: http.ServerResponse | undefined;
      const port = await startHttp(stage, (_request, given) => {
        response = given;
        given.writeHead(200, { 'Content-Type': 'text/event-stream' });
        given.write('data: 1\n\n');
      });
      const request = http.get({ host: '127.0.0.1', port, agent: false });
      stage.own(() => request.destroy());
      const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
      for (const next of ['data: 2\n\n', 'data: 3\n\n', undefined]) {
        const [chunk] = (await once(answer, 'data')) as [Buffer];
        stage.note('client', String(chunk).trim());
        if (next === undefined) response?.end();
        else response?.write(next);
      }
      await once(answer, 'end');
      stage.note('client', 'end');
    },
  },
  {
    name: 'the bytes of a request and of its answer',
    inherent: {
      name: 'heads are written anew',
      because:
        'requests beside the socket go through an HTTP proxy, which reads them and writes names in lower case, Connection and Date',
      instead: () => ({
        client: [...describeHead(answerAnew), '"page"'],
        server: describeHead(pageAnew),
      }),
    },
    async run(stage) {
      const { client, server } = await stage.connect();
      client.send(page);
      await server.untilText('\r\n\r\n');
      server.send(answerToPage);
      await client.untilText('page');
    },
  },
  {
    name: 'an upgrade on a connection that carried an ordinary request',
    inherent: {
      name: 'a second connection to the server',
      because:
        'the first one belongs to the HTTP proxy, which does not give it back; the upgrade itself passes as it came',
      instead: ({ client, server }) => ({
        client: [...describeHead(answerAnew), ...client.slice(client.findIndex((line) => line.startsWith('"page')))],
        server: [
          'connection 1:',
          ...describeHead(pageAnew),
          'fin',
          'connection 2:',
          ...server.slice(describeBytes(Buffer.from(page)).length),
        ],
      }),
    },
    async run(stage) {
      const server = await stage.listen();
      const client = server.dial();
      client.send(page);
      const first = await server.next();
      await first.untilText('\r\n\r\n');
      first.send(answerToPage);
      await client.untilText('page');
      client.send(requestHead());
      const upgraded = await first.untilText('Upgrade').then(
        () => first,
        () => server.next(),
      );
      await upgraded.untilText('Version: 13\r\n\r\n');
      upgraded.send(answerHead());
      await client.untilText('Upgrade\r\n');
      client.send(clientText('up'));
      await finishBoth({ client, server: upgraded });
    },
  },
]);

function describeHead(lines: readonly string[]): readonly string[] {
  return describeBytes(Buffer.from(head(...lines)));
}
